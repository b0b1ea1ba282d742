import { type Clock, elapsedSince, type Instant, instant } from '#base/clock.ts';
import type { FromGateway } from '#contracts/protocol/from-gateway.ts';

export const activityBounds = { everyMs: 30_000, tokens: 100_000, perMessage: 10_000 } as const;

/** Whose person did something, for idle limits; told to control each 30 seconds. */
export interface Activity {
  note(tokenHash: string): void;
  /** Tells what there is to tell, if it is time. */
  report(): void;
}

/** Makes it, with nothing noted. */
export function createActivity(clock: Clock, send: (message: FromGateway) => boolean): Activity {
  const active = new Map<string, Instant>();
  let toldAt = instant(clock);
  return {
    note(tokenHash) {
      if (active.size >= activityBounds.tokens && !active.has(tokenHash)) return;
      active.set(tokenHash, instant(clock));
    },
    report() {
      if (active.size === 0 || elapsedSince(clock, toldAt) < activityBounds.everyMs) return;
      const tokens = [...active].map(([token, at]) => ({
        token,
        agoMs: Math.round(elapsedSince(clock, at)),
      }));
      for (let from = 0; from < tokens.length; from += activityBounds.perMessage) {
        const part = tokens.slice(from, from + activityBounds.perMessage);
        // Without a stream it is told later, with the time that has passed by then.
        if (!send({ kind: 'activity', tokens: part })) return;
        for (const { token } of part) active.delete(token);
      }
      toldAt = instant(clock);
    },
  };
}
