import { createHash, randomBytes } from 'node:crypto';
import type { PersonId } from '#base/ids.ts';
import type { Need, Strength } from '#contracts/access.ts';
import type { FromControl } from '#contracts/protocol/from-control.ts';
import { mintToken } from '#gateway/index.ts';
import type { SignInSession, SignInStep } from '#identity/index.ts';
import { type AppName, type CastMember, sharedPassword } from '../cast.ts';
import { oneTimeCode } from '../one-time-code.ts';
import type { StoryControl } from './story-control.ts';
import type { StoryGateway } from './story-gateway.ts';
import type { Traffic } from './traffic.ts';

/** Somebody who is enrolled. */
export interface Enrolled extends CastMember {
  readonly id: PersonId;
  readonly totpSecret: string;
}

/** What they want to open. */
export interface Visit {
  readonly app: AppName;
  readonly path: string;
}

export type Came = 'granted' | 'deny' | 'challenge' | 'not-let-in';

/** One person with one browser: signs in where that is asked for, and opens apps. */
export interface PersonAtWork {
  readonly person: Enrolled;
  /** Opens an app; signs in before where there is no session, and again where a fresher sign-in is asked for. */
  open(visit: Visit): Promise<Came>;
  /** Signs in with the wrong password. */
  mistype(): Promise<void>;
  /** From another place from now on, in the same browser. */
  goTo(address: string): void;
  /** Closes the browser: nothing is left of the session. */
  leave(): void;
}

const browsers = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
] as const;

/** Where apps are found, by their names. */
export type AppIds = ReadonlyMap<
  AppName,
  { readonly id: string; readonly routes: readonly { readonly id: string; readonly name: string }[] }
>;

export interface Workplace {
  readonly control: StoryControl;
  readonly gateway: StoryGateway;
  readonly apps: AppIds;
  readonly traffic: Traffic;
}

/** Gives a person a browser. */
export function openPersonAtWork(workplace: Workplace, person: Enrolled, nth: number): PersonAtWork {
  const { control, gateway } = workplace;
  const { signIn, sessions, hostCodes } = control.identity;
  const userAgent = browsers[nth % browsers.length] ?? browsers[0];
  let address = person.address;
  let secret: string | undefined;
  const tokens = new Map<AppName, string>();

  /** Proves what is asked for; false where the sign-in refuses, as it does for whoever was disabled. */
  const prove = async (need?: Need, session?: SignInSession): Promise<boolean> => {
    const from = { address, userAgent };
    const asked = await signIn.question({ need, session });
    let step: SignInStep | undefined;
    if (asked.ask.kind === 'password') {
      const typed = { login: person.email, password: sharedPassword };
      const done = await signIn.password({ need, session, from, ...typed });
      if (!done.ok) return false;
      step = done.value;
    }
    if (step?.kind !== 'signed-in') {
      const journey = step?.journey;
      const answer = oneTimeCode(person.totpSecret, control.now());
      const done = await signIn.factor({ need, session, from, journey, factor: 'totp', answer });
      if (!done.ok) return false;
      step = done.value;
    }
    if (step.kind !== 'signed-in') throw new Error(`${person.name} is asked for more than they have`);
    secret = step.secret;
    return true;
  };

  // The way back from the sign-in host: a code of one use, turned into a token of the app's host alone.
  const enter = async (app: AppName, session: SignInSession): Promise<string> => {
    const nonce = randomBytes(18).toString('base64url');
    const strength: Strength = session.strength;
    const host = `${app}.${control.domain}`;
    const nonceHash = createHash('sha256').update(nonce).digest('base64url');
    const code = await hostCodes.issue({ session: session.id, host, nonceHash, strength });
    const minted = mintToken(control.keyring.rollingKeys());
    if (minted === undefined) throw new Error('there is no key for tokens');
    const token = minted.hash;
    const answer = await gateway.ask((id) => ({
      kind: 'redeem',
      id,
      code,
      host,
      nonce,
      token,
      address,
      userAgent,
    }));
    if (answer.kind !== 'redeemed' || !answer.result.ok) throw new Error(`${person.name} gets no token`);
    return token;
  };

  const tokenFor = async (app: AppName): Promise<string | undefined> => {
    const kept = tokens.get(app);
    if (kept !== undefined) return kept;
    let session = await sessions.find(secret);
    if (session === undefined && !(await prove())) return undefined;
    session ??= await sessions.find(secret);
    if (session === undefined) throw new Error(`${person.name} has no session`);
    const token = await enter(app, session);
    tokens.set(app, token);
    return token;
  };

  const ask = async ({ app, path }: Visit) => {
    const token = await tokenFor(app);
    if (token === undefined) return undefined;
    const known = workplace.apps.get(app);
    if (known === undefined) throw new Error(`there is no ${app}`);
    const admin = path.startsWith('/admin') ? known.routes.find(({ name }) => name === 'admin') : undefined;
    const route = admin === undefined ? {} : { route: admin.id };
    const input = { token, app: known.id, ...route, method: 'GET', path, address };
    const asked = performance.now();
    gateway.tell({ kind: 'activity', tokens: [{ token, agoMs: 0 }] });
    const answer = await gateway.ask((id) => ({ kind: 'ask', id, priority: 'new', input }));
    workplace.traffic.opened({ app, id: known.id, path, address, answer, tookMs: performance.now() - asked });
    return answer;
  };

  const open = async (visit: Visit, tries: number): Promise<Came> => {
    const answer = await ask(visit);
    if (answer === undefined) return 'not-let-in';
    if (answer.kind === 'granted') return 'granted';
    if (tries === 0) return answer.kind === 'refused' ? answer.outcome : 'not-let-in';
    if (answer.kind === 'unknown-token') {
      tokens.clear();
      return open(visit, tries - 1);
    }
    if (answer.kind !== 'refused') throw new Error(`control answers ${answer.kind}`);
    if (answer.outcome === 'deny' || answer.need === undefined) return answer.outcome;
    if (!(await prove(needOf(answer.need), await sessions.find(secret)))) return 'not-let-in';
    tokens.delete(visit.app);
    return open(visit, tries - 1);
  };

  return {
    person,
    open: (visit) => open(visit, 2),
    async mistype() {
      const session = await sessions.find(secret);
      const typed = { login: person.email, password: 'four walls and one door' };
      await signIn.password({ session, from: { address, userAgent }, ...typed });
    },
    goTo: (to) => void (address = to),
    leave() {
      secret = undefined;
      tokens.clear();
    },
  };
}

type Told = NonNullable<Extract<FromControl, { kind: 'refused' }>['need']>;

function needOf({ maxAgeSeconds, methods }: Told): Need {
  return {
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
    ...(methods === undefined ? {} : { methods }),
  };
}
