import type { Selectable } from 'kysely';
import type { WeakeningId } from '#base/ids.ts';
import type { Actor } from '#contracts/events.ts';
import type { Executor } from '../pool.ts';
import type { WeakeningsTable } from '../tables/proposal-tables.ts';
import { toPage, type Page, type PageRequest } from './cursor.ts';
import { now, toJson } from './json.ts';
import { newestFirst } from './newest-first.ts';

export type WeakeningRow = Selectable<WeakeningsTable>;

/** A change that weakened; one that somebody approved was seen by them already. */
export type NewWeakening = Pick<
  WeakeningRow,
  'id' | 'actor' | 'personId' | 'weakens' | 'difference' | 'revision' | 'pastSecondPerson' | 'approvedBy'
>;

/** Changes that weakened protection, and who has seen them. */
export function weakeningsRepository(db: Executor) {
  return {
    async insert({ id, personId, revision, pastSecondPerson, ...json }: NewWeakening): Promise<void> {
      const { actor, weakens, difference, approvedBy } = json;
      const by = approvedBy === null ? null : toJson(approvedBy);
      await db
        .insertInto('weakenings')
        .values({
          id,
          personId,
          revision,
          pastSecondPerson,
          actor: toJson(actor),
          weakens: toJson(weakens),
          difference: toJson(difference),
          approvedBy: by,
          acknowledgedBy: by,
          ...(by === null ? {} : { acknowledgedAt: now as never }),
        })
        .execute();
    },
    find: (id: WeakeningId): Promise<WeakeningRow | undefined> =>
      db.selectFrom('weakenings').selectAll().where('id', '=', id).executeTakeFirst(),
    async list(request: PageRequest & { readonly state: 'open' | 'all' }): Promise<Page<WeakeningRow>> {
      const rows = await db
        .selectFrom('weakenings')
        .selectAll()
        .$if(request.state === 'open', (query) => query.where('acknowledgedAt', 'is', null))
        .$call(newestFirst(request))
        .execute();
      return toPage(rows, request);
    },
    /** Notes who saw it; undefined where somebody did before, or there is none. */
    acknowledge: (id: WeakeningId, by: Actor): Promise<WeakeningRow | undefined> =>
      db
        .updateTable('weakenings')
        .set({ acknowledgedAt: now as never, acknowledgedBy: toJson(by) })
        .where('id', '=', id)
        .where('acknowledgedAt', 'is', null)
        .returningAll()
        .executeTakeFirst(),
    /** How many nobody has seen yet. */
    async countOpen(): Promise<number> {
      const row = await db
        .selectFrom('weakenings')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('acknowledgedAt', 'is', null)
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    },
  };
}
