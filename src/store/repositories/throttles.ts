import { sql } from 'kysely';
import type { Executor } from '../pool.ts';

/** How often something failed lately. */
export interface Failures {
  readonly failures: number;
  /** Milliseconds since the last one, by the database's clock. */
  readonly sinceLastMs: number;
}

/** How a counter slows down. */
export interface ThrottlePace {
  /** So many tries in a row cost nothing. */
  readonly free: number;
  /** The pause after the first that is not free; it doubles with each, up to `longestMs`. 0: none ever. */
  readonly pauseMs: number;
  readonly longestMs: number;
  /** Silence after which counting starts again. */
  readonly forgetMs: number;
}

/** Counters of failed attempts, by account and by source, shared by all replicas. */
export function throttlesRepository(db: Executor) {
  const sinceLastMs = sql<number>`(extract(epoch from now() - last_at) * 1000)::float8`;
  return {
    /** Reads counters; keys without failures are missing. */
    async read(keys: readonly string[]): Promise<ReadonlyMap<string, Failures>> {
      const rows = await db
        .selectFrom('throttles')
        .select(['key', 'failures', sinceLastMs.as('sinceLastMs')])
        .where('key', '=', sql<string>`any(${[...keys]}::text[])`)
        .execute();
      return new Map(rows.map(({ key, ...failures }) => [key, failures]));
    },
    /** Counts a failure; counting starts again after `windowSeconds` without one. Gives the count it left. */
    async fail(key: string, windowSeconds: number): Promise<number> {
      const { rows } = await sql<{ failures: number }>`
        insert into throttles as t (key, failures, first_at, last_at) values (${key}, 1, now(), now())
        on conflict (key) do update set
          failures = case when t.last_at < now() - make_interval(secs => ${windowSeconds})
            then 1 else t.failures + 1 end,
          first_at = case when t.last_at < now() - make_interval(secs => ${windowSeconds})
            then now() else t.first_at end,
          last_at = now()
        returning failures`.execute(db);
      return rows[0]?.failures ?? 1;
    },
    /**
     * Counts a try unless the pause after the last one is not over; `waitMs` is then what is left of it. One
     * statement on one row, so that a thousand tries at once are counted like a thousand in a row.
     */
    async take(key: string, pace: ThrottlePace): Promise<{ waitMs: number; tries: number }> {
      const forgotten = sql`t.last_at < clock_timestamp() - make_interval(secs => ${pace.forgetMs / 1000})`;
      const pause = sql`case when t.failures < ${pace.free} then 0 else least(${pace.longestMs / 1000}::float8,
        ${pace.pauseMs / 1000}::float8 * power(2, least(40, t.failures - ${pace.free}))) end`;
      const { rows } = await sql<{ failures: number }>`
        insert into throttles as t (key, failures, first_at, last_at)
        values (${key}, 1, clock_timestamp(), clock_timestamp())
        on conflict (key) do update set
          failures = case when ${forgotten} then 1 else t.failures + 1 end,
          first_at = case when ${forgotten} then clock_timestamp() else t.first_at end,
          last_at = clock_timestamp()
        where ${forgotten} or t.last_at + make_interval(secs => ${pause}) <= clock_timestamp()
        returning failures`.execute(db);
      const [row] = rows;
      if (row !== undefined) return { waitMs: 0, tries: row.failures };
      const left = await sql<{ tries: number; waitMs: number }>`
        select t.failures as tries, extract(epoch from
          t.last_at + make_interval(secs => ${pause}) - clock_timestamp())::float8 * 1000 as wait_ms
        from throttles t where key = ${key}`.execute(db);
      const [waiting] = left.rows;
      return { tries: waiting?.tries ?? 0, waitMs: Math.max(1, waiting?.waitMs ?? 1) };
    },
    /** Takes one try back, because it was right. */
    async giveBack(key: string): Promise<void> {
      await sql`update throttles set failures = greatest(0, failures - 1) where key = ${key}`.execute(db);
    },
    async clear(keys: readonly string[]): Promise<void> {
      await db
        .deleteFrom('throttles')
        .where('key', '=', sql<string>`any(${[...keys]}::text[])`)
        .execute();
    },
    /** Deletes counters that nothing added to for a day. */
    async removeOld(): Promise<void> {
      await db.deleteFrom('throttles').where(sql<boolean>`last_at < now() - interval '1 day'`).execute();
    },
  };
}
