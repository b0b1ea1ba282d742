import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Result, ok, refused } from '#base/result.ts';
import type { RollingKey } from '#contracts/protocol/app-config.ts';
import type { Need } from '#contracts/access.ts';

/** One attempt to enter a host by signing in: what the browser carries to the sign-in host and back. */
export interface Attempt {
  /** The attempt's id, which names its cookie. */
  readonly id: string;
  readonly host: string;
  /** Where to go afterwards, path and query, beginning with one slash. */
  readonly path: string;
  /** SHA-256 of the nonce in the attempt's cookie, base64url: the code will be bound to it. */
  readonly nonceHash: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** What the sign-in has to bring beyond a session, on a step-up. */
  readonly need?: Need;
}

/** How long an attempt may take, milliseconds. */
export const attemptLifetimeMs = 10 * 60_000;

const longest = 6_000;

/** Writes an attempt as `keyId.payload.mac`, for the `state` parameter. The first key signs. */
export function sealAttempt(keys: readonly RollingKey[], attempt: Attempt): string {
  const key = keys[0];
  if (key === undefined) throw new Error('no rolling key to sign an attempt with');
  const payload = Buffer.from(JSON.stringify(attempt)).toString('base64url');
  return `${key.id}.${payload}.${macOf(key, payload).toString('base64url')}`;
}

/**
 * Reads an attempt that one of our gateways made less than ten minutes ago. Nothing of the text is parsed
 * before its mac was found right, so that no forged state reaches a parser.
 */
export function openAttempt(
  keys: readonly RollingKey[],
  text: string,
  now: number,
): Result<Attempt, 'malformed' | 'forged' | 'expired'> {
  if (text.length > longest) return refused('malformed');
  const [keyId, payload, mac, ...rest] = text.split('.');
  if (payload === undefined || mac === undefined || rest.length > 0) return refused('malformed');
  const key = keys.find((candidate) => candidate.id === keyId);
  if (key === undefined) return refused('forged');
  const given = Buffer.from(mac, 'base64url');
  const right = macOf(key, payload);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return refused('forged');
  const attempt = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Attempt;
  const age = now - attempt.at;
  if (age > attemptLifetimeMs || age < -60_000) return refused('expired');
  return ok(attempt);
}

function macOf(key: RollingKey, payload: string): Buffer {
  return createHmac('sha256', Buffer.from(key.secret, 'base64url')).update(`attempt.${payload}`).digest();
}
