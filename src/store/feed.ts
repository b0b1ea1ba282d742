import pg from 'pg';
import { elapsedSince, instant, type Clock, type Instant } from '#base/clock.ts';
import type { Change } from '#contracts/changes.ts';
import { Fault } from '#contracts/errors.ts';
import { databaseFault } from './database-faults.ts';
import { readFeed, readPosition, tripLimit } from './feed-query.ts';
import { clientConfig, type DatabaseConfig } from './pool.ts';

/** The changes that others commit, as this replica has applied them. */
export interface Feed {
  /** The last change handed to `onChange`, in the present epoch. */
  applied(): number;
  epoch(): string;
  /**
   * Milliseconds since the start of the last round trip that wrote this replica's beat and left nothing
   * unapplied: how old this replica's knowledge may be.
   */
  dbAge(): number;
  /** Reads at once instead of within the second; resolves when that has been applied, or has failed. */
  poke(): Promise<void>;
  stop(): Promise<void>;
}

export interface FeedOptions {
  readonly store: { readonly database: DatabaseConfig };
  /** This replica's name, another at each start. */
  readonly replica: string;
  readonly clock: Clock;
  /** Applies one change, at once: what it throws counts as not applied, and freshness ends. */
  readonly onChange: (change: Change) => void;
  /**
   * Another epoch, or changes that were deleted before this replica read them: forget everything known. Not
   * called for the first epoch.
   */
  readonly onEpoch: (epoch: string) => void;
  /** Told of each failed attempt; the feed goes on trying. */
  readonly onFault?: (fault: unknown) => void;
}

const beatMs = 1_000;
const tripTimeoutMs = 5_000;
const retryMs = 250;

/**
 * Follows the feed of changes on a connection of its own, so that a busy pool does not make knowledge look old.
 * Resolves when it stands at the feed's end for the first time.
 * @throws Fault `database-unavailable` if that fails
 */
export async function createFeed(options: FeedOptions): Promise<Feed> {
  const feed = new FollowedFeed(options);
  await feed.start();
  return feed;
}

class FollowedFeed implements Feed {
  readonly #options: FeedOptions;
  readonly #clock: Clock;
  #client: pg.Client | undefined;
  #epoch = '';
  #applied = 0;
  #freshFrom: Instant;
  #lastBeat: Instant;
  #stopped = false;
  #wake: () => void = () => {};
  #woken = false;
  #loop: Promise<void> = Promise.resolve();
  #pokes: (() => void)[] = [];

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#freshFrom = this.#lastBeat = instant(options.clock);
  }

  applied(): number {
    return this.#applied;
  }

  epoch(): string {
    return this.#epoch;
  }

  dbAge(): number {
    return elapsedSince(this.#clock, this.#freshFrom);
  }

  poke(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    const done = new Promise<void>((resolve) => this.#pokes.push(resolve));
    this.#wakeUp();
    return done;
  }

  async start(): Promise<void> {
    try {
      await this.#connect();
      await this.#trip('beat');
    } catch (error) {
      this.#disconnect();
      throw databaseFault(error);
    }
    this.#loop = this.#follow();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wakeUp();
    this.#disconnect();
    await this.#loop;
    this.#answerPokes();
  }

  /** Wakes by notification or by the second; each failure is a new connection, which reads before it waits. */
  async #follow(): Promise<void> {
    while (!this.#stopped) {
      try {
        if (!this.#client) {
          await this.#connect();
          await this.#trip('beat');
        }
        await this.#pause(Math.max(0, beatMs - elapsedSince(this.#clock, this.#lastBeat)));
        if (this.#stopped) return;
        const pokes = this.#pokes.splice(0);
        const due = elapsedSince(this.#clock, this.#lastBeat) >= beatMs;
        await this.#trip(due || pokes.length > 0 ? 'beat' : 'read').finally(() => {
          for (const answer of pokes) answer();
        });
      } catch (error) {
        if (this.#stopped) return;
        this.#options.onFault?.(databaseFault(error));
        this.#answerPokes();
        this.#disconnect();
        await this.#pause(retryMs);
      }
    }
  }

  async #connect(): Promise<void> {
    const client = new pg.Client(clientConfig(this.#options.store.database));
    this.#client = client;
    const lost = (): void => {
      if (this.#client !== client) return;
      this.#client = undefined;
      this.#wakeUp();
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', () => this.#wakeUp());
    await client.connect();
    await this.#inTime(client, client.query('listen sallyport_changes'));
    await this.#takePosition(client);
  }

  /** Where nothing is known yet, or all of it was of another epoch, starts at the feed's end. */
  async #takePosition(client: pg.Client): Promise<void> {
    const position = await this.#inTime(client, readPosition(client));
    if (position.epoch === this.#epoch) return;
    const first = this.#epoch === '';
    this.#epoch = position.epoch;
    this.#applied = position.last;
    if (!first) this.#options.onEpoch(position.epoch);
  }

  /** One or more round trips until nothing is left unapplied. */
  async #trip(kind: 'beat' | 'read'): Promise<void> {
    const client = this.#client;
    if (!client) throw new Fault('database-unavailable', 'The connection of the feed was lost.');
    const started = instant(this.#clock);
    if (kind === 'beat') this.#lastBeat = started;
    let replica = kind === 'beat' ? this.#options.replica : undefined;
    for (;;) {
      const trip = await this.#inTime(client, readFeed(client, this.#applied, replica));
      if (trip.epoch !== this.#epoch || trip.prunedThrough > this.#applied) {
        await this.#startAnew(client);
      } else {
        for (const change of trip.changes) {
          this.#options.onChange(change);
          this.#applied = change.id;
        }
        if (trip.changes.length < tripLimit) break;
      }
      replica = undefined;
    }
    if (kind === 'beat') this.#freshFrom = started;
  }

  async #startAnew(client: pg.Client): Promise<void> {
    const position = await this.#inTime(client, readPosition(client));
    this.#epoch = position.epoch;
    this.#applied = position.last;
    this.#options.onEpoch(position.epoch);
  }

  /** A peer that vanished would never answer; then the connection is torn, and the loop makes another. */
  async #inTime<T>(client: pg.Client, query: Promise<T>): Promise<T> {
    const timer = this.#clock.after(tripTimeoutMs, () => void client.end().catch(() => {}));
    try {
      return await query;
    } finally {
      timer.cancel();
    }
  }

  #disconnect(): void {
    const client = this.#client;
    this.#client = undefined;
    void client?.end().catch(() => {});
  }

  #answerPokes(): void {
    for (const answer of this.#pokes.splice(0)) answer();
  }

  #wakeUp(): void {
    this.#woken = true;
    this.#wake();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        timer.cancel();
        this.#woken = false;
        this.#wake = () => {};
        resolve();
      };
      const timer = this.#clock.after(ms, finish);
      this.#wake = finish;
      if (this.#woken) finish();
    });
  }
}
