import { sql, type Selectable } from 'kysely';
import type { Executor } from '../pool.ts';
import type { PolicyTestsTable } from '../tables/app-tables.ts';
import { toJson } from './json.ts';

export type PolicyTestRow = Selectable<PolicyTestsTable>;

/** Sentences that every publication must keep true. */
export function policyTestsRepository(db: Executor) {
  return {
    all: (): Promise<PolicyTestRow[]> =>
      db.selectFrom('policyTests').selectAll().orderBy('createdAt').orderBy('id').execute(),
    insert: (test: {
      readonly id: string;
      readonly spec: Readonly<Record<string, unknown>>;
    }): Promise<PolicyTestRow> =>
      db
        .insertInto('policyTests')
        .values({ id: test.id, spec: toJson(test.spec) })
        .returningAll()
        .executeTakeFirstOrThrow(),
    /** Whether anything but an end was told of after a change: groups, apps, people or policies are others. */
    async isStale(after: number): Promise<boolean> {
      const { rows } = await sql<{ stale: boolean }>`
        select exists (select 1 from changes where id > ${after} and kind <> 'revoke') as stale`.execute(db);
      return rows[0]?.stale ?? true;
    },
    /** Notes why one does not hold; true where it held before. Of several replicas one hears true. */
    async noteBroken(id: string, why: string): Promise<boolean> {
      const { rows } = await sql<{ since: number | null }>`
        update policy_tests t set broken_since = coalesce(t.broken_since, now()), broken_why = ${why}
        from (select id, broken_since from policy_tests where id = ${id} for update) before
        where t.id = before.id returning before.broken_since as since`.execute(db);
      return rows[0] !== undefined && rows[0].since === null;
    },
    /** Notes that one holds; true where it did not before. */
    async noteHolds(id: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('policyTests')
        .set({ brokenSince: null, brokenWhy: null })
        .where('id', '=', id)
        .where('brokenSince', 'is not', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async remove(id: string): Promise<PolicyTestRow | undefined> {
      return db.deleteFrom('policyTests').where('id', '=', id).returningAll().executeTakeFirst();
    },
  };
}
