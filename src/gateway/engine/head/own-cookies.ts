import {
  attemptCookiePrefix,
  controlCookiePrefix,
  hostTokenCookie,
  lastPersonCookie,
  reservedCookiePrefix,
} from '#contracts/cookies.ts';

/** What the Cookie fields of a request hold for us and for the application. */
export interface OwnCookies {
  /** The host's token as written; undefined when there is none, or more than one. */
  readonly token: string | undefined;
  /** Nonces of attempts to sign in, by the attempt's id. */
  readonly attempts: ReadonlyMap<string, string>;
  readonly lastPerson: string | undefined;
  /** The field for the application, without ours; undefined when it may pass as it is. */
  readonly rest: string | undefined;
}

const none: OwnCookies = { token: undefined, attempts: new Map(), lastPerson: undefined, rest: undefined };
/** How many attempts are read at most; we let a browser have fewer. */
const maxAttempts = 64;
const reserved = reservedCookiePrefix.toLowerCase();
const passedToControl = controlCookiePrefix.toLowerCase();

/**
 * Takes our cookies out of a request's. Every name with our prefix goes, in any case: what reaches an
 * application must not be usable against us. Pages of the control plane get those that are theirs.
 */
export function readOwnCookies(fields: readonly string[], audience: 'app' | 'control'): OwnCookies {
  if (!fields.some((field) => field.toLowerCase().includes(reserved))) return none;
  const kept: string[] = [];
  const attempts = new Map<string, string>();
  const tokens: string[] = [];
  let lastPerson: string | undefined;
  for (const pair of fields.flatMap((field) => field.split(';'))) {
    const at = pair.indexOf('=');
    const name = (at < 0 ? pair : pair.slice(0, at)).trim();
    const lower = name.toLowerCase();
    if (!lower.startsWith(reserved)) {
      // A pair without a name whose value starts like ours is read as ours by some servers.
      if (
        !pair
          .replace(/^[\s=]+/, '')
          .toLowerCase()
          .startsWith(reserved)
      )
        kept.push(pair.trim());
      continue;
    }
    const value = at < 0 ? '' : pair.slice(at + 1).trim();
    if (name === hostTokenCookie) tokens.push(value);
    else if (name === lastPersonCookie) lastPerson = value;
    else if (name.startsWith(attemptCookiePrefix) && attempts.size < maxAttempts)
      attempts.set(name.slice(attemptCookiePrefix.length), value);
    else if (audience === 'control' && lower.startsWith(passedToControl)) kept.push(pair.trim());
  }
  return {
    // Two tokens: somebody planted one. Which of them is the browser's cannot be told.
    token: tokens.length === 1 ? tokens[0] : undefined,
    attempts: attempts.size === 0 ? none.attempts : attempts,
    lastPerson,
    rest: kept.filter((pair) => pair !== '').join('; '),
  };
}
