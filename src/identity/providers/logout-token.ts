import { type Result, ok, refused } from '#base/result.ts';
import type { KeySet } from './key-set.ts';
import { clockToleranceSeconds } from './provider-client.ts';

/** A provider's word that a session, or every session of somebody, is over. */
export interface LogoutWord {
  readonly subject?: string;
  readonly sid?: string;
  readonly jti: string;
}

/** Why a logout token is not believed. */
export type LogoutRefusal =
  | 'malformed'
  | 'wrong-type'
  | 'wrong-signature'
  | 'wrong-issuer'
  | 'wrong-audience'
  | 'out-of-time'
  | 'no-logout-event'
  | 'names-nobody'
  | 'has-nonce';

/** The event that makes a token a logout token. */
export const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
const oldestSeconds = 300;
/** The longest token that is looked at, characters. */
const longest = 12_000;

/**
 * Validates a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6), but for its being used once. Everything
 * that is cheap is checked before the signature.
 * @throws ProviderError where the provider's keys cannot be read
 */
export async function readLogoutToken(
  token: string,
  expected: {
    readonly issuer: string;
    readonly clientId: string;
    readonly keys: KeySet;
    /** Milliseconds since the Unix epoch. */
    readonly now: number;
  },
): Promise<Result<LogoutWord, LogoutRefusal>> {
  const parts = token.length > longest ? [] : token.split('.');
  const [head = '', body = '', tail = ''] = parts;
  const header = objectOf(head);
  const claims = objectOf(body);
  if (parts.length !== 3 || header === undefined || claims === undefined) return refused('malformed');
  const { alg, kid, typ } = header;
  if (typeof alg !== 'string' || (kid !== undefined && typeof kid !== 'string')) return refused('malformed');
  if (header.crit !== undefined) return refused('malformed');
  if (!isLogoutType(typ)) return refused('wrong-type');
  const found = checkClaims(claims, expected);
  if (!found.ok) return found;
  const bytes = Buffer.from(`${head}.${body}`, 'ascii');
  const signature = Buffer.from(tail, 'base64url');
  const right = await expected.keys.verify({ alg, kid, bytes, signature });
  return right ? found : refused('wrong-signature');
}

function checkClaims(
  claims: Readonly<Record<string, unknown>>,
  expected: { readonly issuer: string; readonly clientId: string; readonly now: number },
): Result<LogoutWord, LogoutRefusal> {
  const { iss, aud, iat, exp, jti, events, sub, sid } = claims;
  if (iss !== expected.issuer) return refused('wrong-issuer');
  const audience: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!audience.includes(expected.clientId)) return refused('wrong-audience');
  if (!isInTime({ iat, exp }, expected.now / 1000)) return refused('out-of-time');
  if (typeof events !== 'object' || events === null || !Object.hasOwn(events, logoutEvent))
    return refused('no-logout-event');
  // An identity token has a nonce; taken for a logout token it would end sessions for whoever holds one.
  if (Object.hasOwn(claims, 'nonce')) return refused('has-nonce');
  if (typeof jti !== 'string' || jti === '' || jti.length > 500) return refused('malformed');
  const subject = typeof sub === 'string' && sub !== '' ? { subject: sub } : {};
  const session = typeof sid === 'string' && sid !== '' ? { sid } : {};
  if (!('subject' in subject) && !('sid' in session)) return refused('names-nobody');
  return ok({ jti, ...subject, ...session });
}

// Older providers write no type or `JWT`; any other names a token of another use.
function isLogoutType(typ: unknown): boolean {
  if (typ === undefined) return true;
  return typeof typ === 'string' && /^(?:application\/)?logout\+jwt$|^jwt$/i.test(typ);
}

function isInTime({ iat, exp }: { readonly iat: unknown; readonly exp: unknown }, now: number): boolean {
  if (typeof iat !== 'number' || iat > now + clockToleranceSeconds) return false;
  if (now - iat > oldestSeconds + clockToleranceSeconds) return false;
  return exp === undefined || (typeof exp === 'number' && exp > now - clockToleranceSeconds);
}

/** How long the name of a token is kept, milliseconds: as long as the token could be shown again. */
export const logoutKeptMs = (oldestSeconds + 2 * clockToleranceSeconds) * 1000;

function objectOf(part: string): Readonly<Record<string, unknown>> | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    return Object.fromEntries(Object.entries(parsed));
  } catch {
    return undefined;
  }
}
