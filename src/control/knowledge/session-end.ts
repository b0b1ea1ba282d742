import type { KnownToken } from './source.ts';

/**
 * When a session ends by itself, Unix milliseconds of the database: at its greatest age, or when its person was
 * idle for too long, whichever comes first.
 */
export function sessionEnd(token: KnownToken): number {
  const oldest = token.sessionCreatedAt + token.absoluteSeconds * 1000;
  const idle = token.lastActiveAt + token.idleSeconds * 1000;
  return Math.min(oldest, idle);
}

/**
 * Whether a cached session is so near its idle limit that activity noted meanwhile must be read: activity is
 * written in batches without a change, so a cached row knows only what was noted when it was read.
 */
export function wantsFreshActivity(token: KnownToken, now: number, marginMs: number): boolean {
  return !token.ended && now >= token.lastActiveAt + token.idleSeconds * 1000 - marginMs;
}
