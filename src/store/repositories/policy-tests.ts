import type { Selectable } from 'kysely';
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
    async remove(id: string): Promise<PolicyTestRow | undefined> {
      return db.deleteFrom('policyTests').where('id', '=', id).returningAll().executeTakeFirst();
    },
  };
}
