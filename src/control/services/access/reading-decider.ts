import type { Clock, Timer } from '#base/clock.ts';
import { Fault } from '#contracts/errors.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import type { Decider } from '../../faces.ts';

/** Lends a decider in a thread of its own to people who read, so that no request of anybody's waits behind them. */
export interface ReadingDecider {
  /**
   * Puts a snapshot in force and lends the decider; one use comes after the other.
   * @throws Fault `too-many` when so many wait already
   */
  use<T>(snapshot: PolicySnapshot, work: (decider: Decider) => Promise<T>): Promise<T>;
}

interface Options {
  readonly open: () => Decider;
  readonly clock: Clock;
  /** The thread ends when nobody used it for so long, milliseconds. */
  readonly idleMs?: number;
}

/** Uses that may wait or run at the same time. */
const mostWaiting = 20;

/** Makes it; the thread is started at the first use. */
export function createReadingDecider({ open, clock, idleMs = 60_000 }: Options): ReadingDecider {
  let decider: Decider | undefined;
  let idle: Timer | undefined;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  const rest = (): void => {
    idle = clock.after(idleMs, () => {
      void decider?.close();
      decider = undefined;
    });
  };
  const lend = async <T>(snapshot: PolicySnapshot, work: (decider: Decider) => Promise<T>): Promise<T> => {
    idle?.cancel();
    decider ??= open();
    try {
      if (decider.revision() !== snapshot.revision) await decider.load(snapshot);
      return await work(decider);
    } finally {
      waiting -= 1;
      if (waiting === 0) rest();
    }
  };
  return {
    use(snapshot, work) {
      if (waiting >= mostWaiting) {
        const detail = 'Others ask the same now. Try again in a moment.';
        return Promise.reject(new Fault('too-many', detail, { details: { detail } }));
      }
      waiting += 1;
      const answer = last.then(() => lend(snapshot, work));
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}
