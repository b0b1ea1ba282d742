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
  /**
   * The monotonic time of the last look, at most one tick old: good enough to say since when, and read without
   * asking a clock.
   */
  now(): number;
  stop(): void;
}

/**
 * Makes a sweep instead of a timer per thing: setting a deadline is then one assignment, which matters where
 * every request sets several. Deadlines are kept to within one tick, early or late.
 */
export function createDeadlines(clock: Clock, tickMs: number): Deadlines {
  const all = new Set<Timed>();
  let timer: Timer;
  let last = clock.monotonic();
  const tick = (): void => {
    last = clock.monotonic();
    for (const timed of all) timed.checkTime(last);
    timer = clock.after(tickMs, tick);
  };
  timer = clock.after(tickMs, tick);
  return {
    add: (timed) => void all.add(timed),
    delete: (timed) => void all.delete(timed),
    now: () => last,
    stop: () => timer.cancel(),
  };
}
