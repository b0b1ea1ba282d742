import type { Clock, Timer } from '#base/clock.ts';

/** Something read from the database that changes make old. */
export interface Refreshed {
  /** What was read is old now. */
  touch(): void;
  /** Resolves when all that was touched before this call has been read again; rejects when reading failed. */
  settled(): Promise<void>;
  stop(): void;
}

export interface RefreshedOptions {
  readonly clock: Clock;
  /** Reads and puts in force. */
  readonly refresh: () => Promise<void>;
  readonly failed: (error: unknown) => void;
  /** How soon a failed reading is tried again, milliseconds. */
  readonly retryMs?: number;
}

/**
 * Keeps something read: once at first, and once more after each change that touches it. Changes that come while
 * it is being read are covered by one more reading.
 */
export function createRefreshed(options: RefreshedOptions): Refreshed {
  let wanted = 1;
  let have = 0;
  let running: Promise<void> | undefined;
  let retry: Timer | undefined;
  let stopped = false;

  const run = async (): Promise<void> => {
    try {
      while (have < wanted) {
        const target = wanted;
        await options.refresh();
        have = target;
      }
    } finally {
      // In the tick of the last comparison: a touch that comes later must find nobody running.
      running = undefined;
    }
  };

  const settled = (): Promise<void> => {
    if (have >= wanted) return Promise.resolve();
    running ??= run();
    return running;
  };

  const attempt = (): void => {
    retry?.cancel();
    retry = undefined;
    settled().catch((error: unknown) => {
      options.failed(error);
      if (!stopped) retry ??= options.clock.after(options.retryMs ?? 500, attempt);
    });
  };

  attempt();
  return {
    touch() {
      wanted += 1;
      attempt();
    },
    settled,
    stop() {
      stopped = true;
      retry?.cancel();
    },
  };
}
