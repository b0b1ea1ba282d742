import { sql } from 'kysely';
import type { Executor } from '../pool.ts';
import type { RestoreNote } from '../tables/tables.ts';
import { now } from './json.ts';

/** The installation as a whole. */
export function installationRepository(db: Executor) {
  return {
    /** Whether somebody owns it. */
    async isClaimed(): Promise<boolean> {
      const row = await db.selectFrom('installation').select('claimedAt').executeTakeFirst();
      return row !== undefined && row.claimedAt !== null;
    },
    /** Claims it: once, so of two that hold a setup link one gets false. */
    async claim(): Promise<boolean> {
      const claimed = await db
        .updateTable('installation')
        .set({ claimedAt: now })
        .where('claimedAt', 'is', null)
        .returning('epoch')
        .executeTakeFirst();
      return claimed !== undefined;
    },
    /**
     * Takes the note that a restore left, so that it is put on record once: whoever else asks waits for the end of
     * this transaction, and finds none.
     */
    async takeRestoreNote(): Promise<RestoreNote | undefined> {
      const row = await db
        .selectFrom('installation')
        .select('restored')
        .where('restored', 'is not', null)
        .forUpdate()
        .executeTakeFirst();
      if (row === undefined || row.restored === null) return undefined;
      await db.updateTable('installation').set({ restored: null }).execute();
      return row.restored;
    },
    /** The database's clock, milliseconds since the Unix epoch. */
    async now(): Promise<number> {
      const { rows } = await sql<{ at: number }>`select clock_timestamp() as at`.execute(db);
      return rows[0]?.at ?? Number.NaN;
    },
    /** The last change that was committed, also where it was pruned since; 0 before the first. */
    async lastChange(): Promise<number> {
      const { rows } = await sql<{ last: number }>`
        select greatest(i.pruned_through, (select max(id) from changes)) as last from installation i`.execute(
        db,
      );
      return rows[0]?.last ?? 0;
    },
    /**
     * Deletes changes older than this, and remembers up to where: a reader that has not come so far cannot catch
     * up and starts anew.
     */
    async pruneChanges(seconds: number): Promise<void> {
      await sql`
        with gone as (
          delete from changes where at < now() - make_interval(secs => ${seconds}) returning id
        )
        update installation set pruned_through = greatest(pruned_through, (select max(id) from gone))
        where exists (select 1 from gone)`.execute(db);
    },
    /** Replicas that beat within the last minute. */
    async replicas(): Promise<string[]> {
      const rows = await db
        .selectFrom('replicas')
        .select('id')
        .where(sql<boolean>`beat_at > now() - interval '1 minute'`)
        .orderBy('id')
        .execute();
      return rows.map((row) => row.id);
    },
  };
}
