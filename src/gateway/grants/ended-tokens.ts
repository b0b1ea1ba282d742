import { type Clock, elapsedSince, type Instant, instant } from '#base/clock.ts';

/** How long an ended token or session is remembered, and how many of each. */
export const endedBounds = { keptMs: 120_000, kept: 20_000 } as const;

/**
 * Tokens and sessions that ended here, before control's word for it came. A session never comes back to life,
 * so an answer that was on its way when the person signed out must not bring it back either.
 */
export interface EndedTokens {
  /** Notes the hash of a token, or the id of a session. */
  note(name: string): void;
  has(name: string): boolean;
}

/** Makes an empty memory. */
export function createEndedTokens(clock: Clock): EndedTokens {
  const ended = new Map<string, Instant>();
  return {
    note(name) {
      ended.delete(name);
      ended.set(name, instant(clock));
      for (const [oldest, at] of ended) {
        if (ended.size <= endedBounds.kept && elapsedSince(clock, at) < endedBounds.keptMs) return;
        ended.delete(oldest);
      }
    },
    has: (name) => ended.has(name),
  };
}
