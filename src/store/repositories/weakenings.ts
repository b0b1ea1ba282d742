import { type Expression, type SqlBool, sql, type Selectable } from 'kysely';
import type { PersonId, WeakeningId } from '#base/ids.ts';
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

/** An administrator, and from when on they are one, milliseconds since the Unix epoch. */
export interface Watcher {
  readonly id: PersonId;
  readonly since: number;
}

/** Which are listed: all, or those that one of these watchers, other than whoever did it, has still to see. */
export type WhichWeakenings =
  | { readonly state: 'all' }
  | { readonly state: 'open'; readonly watchers: readonly Watcher[] };

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
    async list(request: PageRequest & WhichWeakenings): Promise<Page<WeakeningRow>> {
      const rows = await db
        .selectFrom('weakenings')
        .selectAll()
        .$if(request.state === 'open', (query) => query.where(isUnseen(watchersOf(request))))
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
    /** How many one of these watchers, other than whoever did it, has still to see. */
    async countOpen(watchers: readonly Watcher[]): Promise<number> {
      const row = await db
        .selectFrom('weakenings')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where(isUnseen(watchers))
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    },
    /**
     * From when on each of these people administers: from when they were first given a role, or else from when they
     * are known here. The first time counts: taking a role and giving it again would hide what was done in between.
     */
    watchers: (people: readonly PersonId[]): Promise<readonly Watcher[]> =>
      db
        .selectFrom('people')
        .select(['id', firstGivenRole.as('since')])
        .where('id', 'in', people.length === 0 ? [null as never] : people)
        .execute(),
  };
}

const firstGivenRole = sql<number>`coalesce(
  (select min(given.created_at) from weakenings given
   where given.weakens @> jsonb_build_array(jsonb_build_object('rule', 'role-given', 'id', people.id))),
  people.created_at)`;

function watchersOf(request: WhichWeakenings): readonly Watcher[] {
  return request.state === 'open' ? request.watchers : [];
}

/**
 * What nobody has seen and somebody other than whoever did it should. Behind the machine's own socket stands an
 * administrator whom we do not know, so it takes two of them there. What went past a second person always shows.
 */
function isUnseen(watchers: readonly Watcher[]): Expression<SqlBool> {
  const ids = watchers.map(({ id }) => id);
  const since = watchers.map((one) => new Date(one.since).toISOString());
  return sql<SqlBool>`acknowledged_at is null and (past_second_person or (
    select count(*) from unnest(${ids}::text[], ${since}::timestamptz[]) as watcher (id, since)
    where watcher.since <= weakenings.created_at and watcher.id is distinct from weakenings.person_id
  ) > case when person_id is null then 1 else 0 end)`;
}
