import type { Clock } from '#base/clock.ts';
import type { Change } from '#contracts/changes.ts';
import { createFeed, type Feed, type Store } from '#store/index.ts';

/** Who hears of changes, in order, each in one tick. */
export interface ChangeTarget {
  apply(change: Change): void;
  restart(from: { readonly applied: number; readonly epoch: string }): void;
}

export interface FollowOptions {
  readonly store: Pick<Store, 'database'>;
  /** This replica's name, another at each start. */
  readonly replica: string;
  readonly clock: Clock;
  readonly target: ChangeTarget;
  readonly failed: (error: unknown) => void;
}

/**
 * Follows the feed of changes and tells the target where it stands: once at the start, again in each new epoch,
 * and of every change between. Resolves when the target knows where it stands.
 */
export async function followChanges(options: FollowOptions): Promise<Feed> {
  const { target } = options;
  const standing: { feed?: Feed } = {};
  const begin = (at: Feed): void => target.restart({ applied: at.applied(), epoch: at.epoch() });
  const feed = await createFeed({
    store: options.store,
    replica: options.replica,
    clock: options.clock,
    // What comes while the feed starts is behind the point at which the target will begin.
    onChange: (change) => (standing.feed === undefined ? undefined : target.apply(change)),
    onEpoch: () => (standing.feed === undefined ? undefined : begin(standing.feed)),
    onFault: options.failed,
  });
  standing.feed = feed;
  begin(feed);
  return feed;
}
