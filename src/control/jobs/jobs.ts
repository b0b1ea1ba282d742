import type { Clock, Timer } from '#base/clock.ts';

/** Work that control does by itself, now and then. */
export interface Job {
  readonly name: string;
  /** From the end of one run to the start of the next, milliseconds. */
  readonly everyMs: number;
  run(): Promise<void>;
}

export interface Jobs {
  /** Starts no more runs; resolves when none is under way. */
  stop(): Promise<void>;
}

export interface JobsOptions {
  readonly clock: Clock;
  readonly jobs: readonly Job[];
  /** A run that failed, for the log; the next one comes in its time. */
  readonly failed: (job: string, error: unknown) => void;
}

/** Runs each job for the first time after its pause, never twice at once. */
export function startJobs({ clock, jobs, failed }: JobsOptions): Jobs {
  const timers = new Map<string, Timer>();
  const running = new Map<string, Promise<void>>();
  let stopped = false;

  const plan = (job: Job): void => {
    if (stopped) return;
    timers.set(
      job.name,
      clock.after(job.everyMs, () => running.set(job.name, once(job))),
    );
  };
  const once = async (job: Job): Promise<void> => {
    try {
      await job.run();
    } catch (error) {
      failed(job.name, error);
    } finally {
      running.delete(job.name);
      plan(job);
    }
  };

  for (const job of jobs) plan(job);
  return {
    async stop() {
      stopped = true;
      for (const timer of timers.values()) timer.cancel();
      await Promise.all(running.values());
    },
  };
}
