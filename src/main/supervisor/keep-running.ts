import type { Clock, Timer } from '#base/clock.ts';
import { createBackOff } from './back-off.ts';

/** Something that was started and may end by itself. */
export interface Running {
  /** Resolves when it has ended, with why, in words: `signal SIGKILL`. Never rejects. */
  readonly ended: Promise<string>;
  /** Ends it; resolves when it is gone. `now` does not wait for what it has under way. */
  stop(urgency: Urgency): Promise<void>;
}

export type Urgency = 'in-order' | 'now';

/** A part that the supervisor looks after. */
export interface Part<R extends Running> {
  readonly name: string;
  /** Starts it; resolves when it is ready, rejects with a fault when it cannot start. */
  start(): Promise<R>;
}

/** A part that is kept running. */
export interface Kept<R extends Running> {
  /** The instance that runs now; undefined between an end and the next start. */
  current(): R | undefined;
  /** Ends it for good; the second call may be more urgent than the first. */
  stop(urgency: Urgency): Promise<void>;
}

export interface KeepRunningOptions<R extends Running> {
  readonly part: Part<R>;
  readonly clock: Clock;
  /** Told when the part ended without being asked to, and when a start failed. */
  readonly onEnd: (end: { readonly name: string; readonly why: string; readonly againInMs: number }) => void;
  readonly onBack: (name: string) => void;
}

/**
 * Starts a part and starts it again whenever it ends, with back-off, until it is stopped. A first start that
 * fails is the caller's to tell; every later one is tried again for ever, since what was acknowledged needs it.
 */
export async function keepRunning<R extends Running>(options: KeepRunningOptions<R>): Promise<Kept<R>> {
  const { part, clock } = options;
  const backOff = createBackOff();
  let current: R | undefined;
  let starting: Promise<R> | undefined;
  let timer: Timer | undefined;
  let stopped: Urgency | undefined;

  const startAgain = (why: string, startedAt: number): void => {
    current = undefined;
    if (stopped !== undefined) return;
    const againInMs = backOff.next(clock.monotonic() - startedAt);
    options.onEnd({ name: part.name, why, againInMs });
    timer = clock.after(againInMs, () => {
      const at = clock.monotonic();
      run(at).then(
        () => options.onBack(part.name),
        (thrown: unknown) => startAgain(thrown instanceof Error ? thrown.message : String(thrown), at),
      );
    });
  };
  const run = async (startedAt: number): Promise<void> => {
    starting = part.start();
    try {
      current = await starting;
    } finally {
      starting = undefined;
    }
    void current.ended.then((why) => startAgain(why, startedAt));
    if (stopped !== undefined) await current.stop(stopped);
  };
  await run(clock.monotonic());

  return {
    current: () => current,
    async stop(urgency) {
      stopped = urgency;
      timer?.cancel();
      // A start that is under way ends as soon as there is something to stop.
      if (starting !== undefined) await starting.catch(() => undefined);
      await current?.stop(urgency);
    },
  };
}
