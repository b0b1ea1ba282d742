import type { Clock } from '#base/clock.ts';

/** Lets others wait until a change is applied. */
export interface AppliedGate {
  atLeast(change: number): Promise<boolean>;
  /** To be called after each change. */
  advance(applied: number): void;
}

interface Waiter {
  readonly change: number;
  readonly done: (reached: boolean) => void;
}

/** How long anybody waits for a change that another replica has seen, milliseconds. */
const patienceMs = 2_000;
const mostWaiting = 1_000;

/** Creates the gate; `applied` tells the last change applied. */
export function createAppliedGate(clock: Clock, applied: () => number): AppliedGate {
  let waiters: Waiter[] = [];
  return {
    atLeast(change) {
      if (applied() >= change) return Promise.resolve(true);
      if (waiters.length >= mostWaiting) return Promise.resolve(false);
      return new Promise((resolve) => {
        const timer = clock.after(patienceMs, () => {
          waiters = waiters.filter((other) => other !== waiter);
          resolve(false);
        });
        const waiter: Waiter = {
          change,
          done(reached) {
            timer.cancel();
            resolve(reached);
          },
        };
        waiters.push(waiter);
      });
    },
    advance(now) {
      if (waiters.length === 0) return;
      const reached = waiters.filter(({ change }) => change <= now);
      waiters = waiters.filter(({ change }) => change > now);
      for (const { done } of reached) done(true);
    },
  };
}
