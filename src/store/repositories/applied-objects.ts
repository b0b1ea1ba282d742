import type { Selectable } from 'kysely';
import type { Executor } from '../pool.ts';
import type { AppliedObjectsTable } from '../tables/app-tables.ts';

export type AppliedObject = Pick<Selectable<AppliedObjectsTable>, 'kind' | 'object'>;

/** What was made by applying files, by the name of the set that the files say. */
export function appliedObjectsRepository(db: Executor) {
  return {
    ofSet: (set: string): Promise<AppliedObject[]> =>
      db
        .selectFrom('appliedObjects')
        .select(['kind', 'object'])
        .where('setName', '=', set)
        .orderBy('kind')
        .orderBy('object')
        .execute(),
    async add(set: string, { kind, object }: AppliedObject): Promise<void> {
      await db
        .insertInto('appliedObjects')
        .values({ setName: set, kind, object })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async drop(set: string, { kind, object }: AppliedObject): Promise<void> {
      await db
        .deleteFrom('appliedObjects')
        .where('setName', '=', set)
        .where('kind', '=', kind)
        .where('object', '=', object)
        .execute();
    },
  };
}
