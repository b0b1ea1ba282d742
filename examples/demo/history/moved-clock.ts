import type { Clock } from '#base/clock.ts';

/** A clock that stands wherever the story is. */
export interface MovedClock extends Clock {
  /** Goes forward to a time, milliseconds since the Unix epoch, and runs what was to happen on the way. */
  moveTo(at: number): void;
}

interface Waiting {
  readonly at: number;
  readonly task: () => void;
}

/** Makes a clock that stands at a time until it is moved; both its readings move together. */
export function createMovedClock(start: number): MovedClock {
  const waiting = new Set<Waiting>();
  let now = start;
  return {
    wall: () => now,
    monotonic: () => now,
    after(ms, task) {
      const entry = { at: now + Math.max(0, ms), task };
      waiting.add(entry);
      return { cancel: () => void waiting.delete(entry) };
    },
    moveTo(at) {
      for (;;) {
        const [next] = [...waiting].filter((entry) => entry.at <= at).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        waiting.delete(next);
        now = Math.max(now, next.at);
        next.task();
      }
      now = Math.max(now, at);
    },
  };
}
