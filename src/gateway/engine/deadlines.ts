import type { Clock, Timer } from '#base/clock.ts';

/** Something that may run out of time. */
export interface Timed {
  /** Called at each tick with the monotonic time in milliseconds; ends itself when it is too late. */
  checkTime(now: number): void;
}

/** Looks at everything that may run out of time, once per tick. */
export interface Deadlines {
  add(timed: Timed): void;
  delete(timed: Timed): void;
  /** The monotonic clock. */
  now(): number;
  stop(): void;
}

/**
 * Makes a sweep instead of a timer per thing: setting a deadline is then one assignment, which matters where
 * every request sets several. Deadlines are kept to within one tick.
 */
export function createDeadlines(clock: Clock, tickMs: number): Deadlines {
  const all = new Set<Timed>();
  let timer: Timer;
  const tick = (): void => {
    const now = clock.monotonic();
    for (const timed of all) timed.checkTime(now);
    timer = clock.after(tickMs, tick);
  };
  timer = clock.after(tickMs, tick);
  return {
    add: (timed) => void all.add(timed),
    delete: (timed) => void all.delete(timed),
    now: () => clock.monotonic(),
    stop: () => timer.cancel(),
  };
}
