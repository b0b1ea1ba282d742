import { sql } from 'kysely';
import type { Executor } from '../pool.ts';

/** How often something failed lately. */
export interface Failures {
  readonly failures: number;
  /** Milliseconds since the last one, by the database's clock. */
  readonly sinceLastMs: number;
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
