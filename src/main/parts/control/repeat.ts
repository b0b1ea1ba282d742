import type { Clock, Timer } from '#base/clock.ts';

/** Runs work again and again, each time so long after the last one ended; gives what stops it. */
export function repeat(options: {
  readonly everyMs: number;
  readonly clock: Clock;
  readonly work: () => Promise<unknown>;
  readonly failed: (thrown: unknown) => void;
}): () => Promise<void> {
  const { everyMs, clock, work, failed } = options;
  let stopped = false;
  let running: Promise<unknown> = Promise.resolve();
  let timer: Timer | undefined;
  const again = (): void => {
    if (stopped) return;
    timer = clock.after(everyMs, () => {
      running = work().catch(failed).finally(again);
    });
  };
  again();
  return async () => {
    stopped = true;
    timer?.cancel();
    await running;
  };
}
