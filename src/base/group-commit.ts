/** Writes items in groups: those that come while a group is under way form the next one. */
export interface GroupCommit<Item> {
  /** Resolves when the item's group is written; rejects with what its writing threw, or when too many wait. */
  add(item: Item): Promise<void>;
  /** Resolves when nothing waits and nothing is under way. Never rejects. */
  idle(): Promise<void>;
  /** Items that wait or are under way. */
  waiting(): number;
}

export interface GroupCommitOptions<Item> {
  /** Writes a group in the order in which its items came. One group is under way at a time. */
  readonly write: (items: readonly Item[]) => Promise<void>;
  /** The largest group. */
  readonly largest: number;
  /** How many may wait; what comes beyond is refused at once. */
  readonly mostWaiting: number;
  /** The error for what is refused. */
  readonly overflow: () => Error;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Groups writes: a lone item is written in the next turn of the loop, so that it waits for nobody; a crowd shares
 * the round trips. The wait is thus never longer than one group before one's own.
 */
export function createGroupCommit<Item>(options: GroupCommitOptions<Item>): GroupCommit<Item> {
  let queue: Waiting<Item>[] = [];
  let underWay = 0;
  let running: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      const group = queue.slice(0, options.largest);
      queue = queue.slice(options.largest);
      underWay = group.length;
      try {
        await options.write(group.map(({ item }) => item));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
      underWay = 0;
    }
    running = undefined;
  };

  return {
    add(item) {
      if (queue.length + underWay >= options.mostWaiting) return Promise.reject(options.overflow());
      return new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        running ??= run();
      });
    },
    async idle() {
      while (running !== undefined) await running;
    },
    waiting: () => queue.length + underWay,
  };
}
