import { type Result, ok, refused } from '#base/result.ts';

/** Runs tasks, some at a time. */
export interface ParallelLimit {
  /** Runs a task when its turn comes; `busy` when too many wait already. Rejects as the task does. */
  run<T>(task: () => Promise<T>): Promise<Result<T, 'busy'>>;
}

/**
 * Bounds how many tasks run and how many wait. Password hashing takes processor time and 19 MiB each: without a
 * bound, a flood of sign-ins would starve everything else of this machine.
 */
export function limitParallel(bounds: { readonly running: number; readonly waiting: number }): ParallelLimit {
  const queue: (() => void)[] = [];
  let running = 0;
  const release = (): void => {
    const next = queue.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  const enter = async (): Promise<boolean> => {
    if (running < bounds.running) {
      running += 1;
      return true;
    }
    if (queue.length >= bounds.waiting) return false;
    await new Promise<void>((resolve) => queue.push(resolve));
    return true;
  };
  return {
    async run(task) {
      if (!(await enter())) return refused('busy');
      try {
        return ok(await task());
      } finally {
        release();
      }
    },
  };
}
