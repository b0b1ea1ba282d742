import type { Clock, Timer } from '#base/clock.ts';

/** A clock that stands still until it is moved. Timers run inside `advance`, in order, in its tick. */
export interface HandClock extends Clock {
  /** Lets both clocks run for so many milliseconds, running each timer at its time. */
  advance(ms: number): void;
  /** What a suspended virtual machine sees: the wall clock has moved, the monotonic one and timers have not. */
  suspend(ms: number): void;
  /** Both clocks move and no timer runs: a loop that is blocked, or a process that was stopped. */
  stall(ms: number): void;
  /** Moves the wall clock only, in either direction, as an administrator or NTP does. */
  shiftWall(ms: number): void;
  /** How many timers wait. */
  waiting(): number;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly task: () => void;
}

/** Makes a clock that starts at a fixed instant, so that runs do not differ. */
export function createHandClock(): HandClock {
  const pending = new Set<Entry>();
  let wall = Date.UTC(2026, 0, 5, 9, 0, 0);
  let monotonic = 1_000;
  let order = 0;

  function next(until: number): Entry | undefined {
    let found: Entry | undefined;
    for (const entry of pending) {
      if (entry.at > until) continue;
      if (
        found === undefined ||
        entry.at < found.at ||
        (entry.at === found.at && entry.order < found.order)
      ) {
        found = entry;
      }
    }
    return found;
  }

  function moveTo(at: number): void {
    const by = Math.max(0, at - monotonic);
    monotonic += by;
    wall += by;
  }

  return {
    wall: () => wall,
    monotonic: () => monotonic,
    after(ms, task): Timer {
      const entry = { at: monotonic + Math.max(0, ms), order: order++, task };
      pending.add(entry);
      return { cancel: () => void pending.delete(entry) };
    },
    advance(ms) {
      const until = monotonic + ms;
      for (let entry = next(until); entry !== undefined; entry = next(until)) {
        pending.delete(entry);
        moveTo(entry.at);
        entry.task();
      }
      moveTo(until);
    },
    suspend(ms) {
      wall += ms;
    },
    stall(ms) {
      moveTo(monotonic + ms);
    },
    shiftWall(ms) {
      wall += ms;
    },
    waiting: () => pending.size,
  };
}
