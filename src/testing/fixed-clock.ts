import type { Clock } from '#base/clock.ts';

/** A clock that stands until a test moves it. */
export interface FixedClock extends Clock {
  /** Lets time pass on both clocks and runs what became due, in order. */
  advance(ms: number): void;
  /** Moves the wall clock alone, as an operator or a suspended machine does. */
  jumpWall(ms: number): void;
}

/** Creates a clock at a given wall time. */
export function createFixedClock(wall = 1_800_000_000_000): FixedClock {
  let at = { wall, monotonic: 1_000 };
  let tasks: { readonly due: number; readonly task: () => void }[] = [];
  return {
    wall: () => at.wall,
    monotonic: () => at.monotonic,
    after(ms, task) {
      const entry = { due: at.monotonic + ms, task };
      tasks.push(entry);
      return { cancel: () => void (tasks = tasks.filter((other) => other !== entry)) };
    },
    advance(ms) {
      at = { wall: at.wall + ms, monotonic: at.monotonic + ms };
      for (;;) {
        const due = tasks.filter((entry) => entry.due <= at.monotonic).toSorted((a, b) => a.due - b.due)[0];
        if (due === undefined) return;
        tasks = tasks.filter((entry) => entry !== due);
        due.task();
      }
    },
    jumpWall(ms) {
      at = { ...at, wall: at.wall + ms };
    },
  };
}
