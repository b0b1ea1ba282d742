/** A timer that can be called off. */
export interface Timer {
  cancel(): void;
}

/** Time as the program sees it; tests hand in one that they move by hand. All values are milliseconds. */
export interface Clock {
  /** Wall-clock time since the Unix epoch. May jump in either direction. */
  wall(): number;
  /** Time since an arbitrary start, never backwards; stands still while a virtual machine is suspended. */
  monotonic(): number;
  /** Runs `task` once after `ms` of monotonic time; does not keep the process alive. */
  after(ms: number, task: () => void): Timer;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, task) {
    const handle = setTimeout(task, ms);
    handle.unref();
    return { cancel: () => clearTimeout(handle) };
  },
};

/** Both clocks at one instant. */
export interface Instant {
  readonly wall: number;
  readonly monotonic: number;
}

/** Reads both clocks. */
export function instant(clock: Clock): Instant {
  return { wall: clock.wall(), monotonic: clock.monotonic() };
}

/**
 * Milliseconds since `then`, by whichever clock says more: a suspended machine stops the monotonic clock,
 * a wall clock set back would hide time that has passed. Never negative.
 */
export function elapsedSince(clock: Clock, then: Instant): number {
  return elapsedBetween(then, instant(clock));
}

/** Milliseconds from one instant to another, as `elapsedSince` counts them. */
export function elapsedBetween(then: Instant, now: Instant): number {
  return Math.max(0, now.monotonic - then.monotonic, now.wall - then.wall);
}
