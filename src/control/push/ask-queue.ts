import type { Clock } from '#base/clock.ts';
import type { Ask } from '#contracts/protocol/from-gateway.ts';

/** The asks of one gateway that wait for their turn. */
export interface AskQueue {
  /** Takes an ask; false when its share is full. */
  add(ask: Ask): boolean;
  /** The next batch, renewals first, with what has waited for so long that nobody waits for it any more. */
  take(): { readonly batch: readonly Ask[]; readonly overdue: readonly Ask[] };
  size(): number;
}

export interface AskQueueOptions {
  readonly clock: Clock;
  /** How many asks of either kind may wait. */
  readonly share: number;
  readonly batch: number;
}

/** After this long a gateway has answered its client itself, milliseconds. */
const overdueMs = 2_000;

/**
 * Creates the queue of one gateway. Renewals have a share of their own and go first: a flood of strangers must
 * not make the connections of those who are in run out.
 */
export function createAskQueue({ clock, share, batch }: AskQueueOptions): AskQueue {
  const waiting = {
    renewal: [] as { ask: Ask; at: number }[],
    new: [] as { ask: Ask; at: number }[],
  };
  return {
    add(ask) {
      const mine = waiting[ask.priority];
      if (mine.length >= share) return false;
      mine.push({ ask, at: clock.monotonic() });
      return true;
    },
    take() {
      const taken = waiting.renewal.splice(0, batch);
      taken.push(...waiting.new.splice(0, batch - taken.length));
      const isOverdue = ({ ask, at }: { ask: Ask; at: number }): boolean =>
        ask.priority === 'new' && clock.monotonic() - at > overdueMs;
      return {
        batch: taken.filter((each) => !isOverdue(each)).map(({ ask }) => ask),
        overdue: taken.filter(isOverdue).map(({ ask }) => ask),
      };
    },
    size: () => waiting.renewal.length + waiting.new.length,
  };
}
