import type { Clock, Timer } from '#base/clock.ts';

/** Work that nobody waits for, done when nothing more urgent is under way. */
export interface PutOff {
  /** Does this later, a few a turn of the loop; at once where too much waits already. It must not throw. */
  add(work: () => void): void;
  /** Holds everything up until what it returns is called; several may hold, and none for longer than the bound. */
  hold(): () => void;
  /** Does all that waits, now. */
  flush(): void;
}

export interface PutOffOptions {
  readonly clock: Clock;
  /** How much may wait. */
  readonly most: number;
  /** How long the first of what waits is held up at most, milliseconds. */
  readonly longestMs: number;
}

const perTurn = 20;

/** Creates it with nothing waiting. */
export function createPutOff({ clock, most, longestMs }: PutOffOptions): PutOff {
  let waiting: (() => void)[] = [];
  let holders = 0;
  let overdue: Timer | undefined;
  let isOverdue = false;
  let scheduled = false;

  const schedule = (): void => {
    if (scheduled || waiting.length === 0 || (holders > 0 && !isOverdue)) return;
    scheduled = true;
    setImmediate(turn);
  };

  const settle = (): void => {
    if (waiting.length > 0) return;
    overdue?.cancel();
    overdue = undefined;
    isOverdue = false;
  };

  const turn = (): void => {
    scheduled = false;
    const now = waiting.slice(0, perTurn);
    waiting = waiting.slice(perTurn);
    for (const work of now) work();
    settle();
    schedule();
  };

  return {
    add(work) {
      if (waiting.length >= most) return work();
      waiting.push(work);
      overdue ??= clock.after(longestMs, () => {
        isOverdue = true;
        schedule();
      });
      schedule();
    },
    hold() {
      let held = true;
      holders += 1;
      return () => {
        if (!held) return;
        held = false;
        holders -= 1;
        schedule();
      };
    },
    flush() {
      const all = waiting;
      waiting = [];
      for (const work of all) work();
      settle();
    },
  };
}
