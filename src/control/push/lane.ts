/** Runs tasks of one peer, a few at a time, with a bound on how many wait. */
export interface Lane {
  /** Takes a task; false when too many wait, and then nothing runs. A task must not reject. */
  run(task: () => Promise<void>): boolean;
}

export interface LaneOptions {
  /** Tasks at the same time. */
  readonly width: number;
  /** Tasks that may wait. */
  readonly length: number;
}

/** Creates a lane: each peer has lanes of its own, so that none can take another's turn. */
export function createLane({ width, length }: LaneOptions): Lane {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;

  const next = (): void => {
    while (running < width) {
      const task = waiting.shift();
      if (task === undefined) return;
      running += 1;
      void task().finally(() => {
        running -= 1;
        next();
      });
    }
  };

  return {
    run(task) {
      if (running >= width && waiting.length >= length) return false;
      waiting.push(task);
      next();
      return true;
    },
  };
}
