import { type Insertable, type Selectable } from 'kysely';
import type { ReportId } from '#base/ids.ts';
import type { Actor } from '#contracts/events.ts';
import type { ReportDone, ReportSubject } from '#contracts/api/reports.ts';
import type { Executor } from '../pool.ts';
import type { ReportsTable } from '../tables/report-tables.ts';
import { toPage, type Page, type PageRequest } from './cursor.ts';
import { now, toJson } from './json.ts';
import { newestFirst } from './newest-first.ts';

export type ReportRow = Selectable<ReportsTable>;
export type NewReport = Pick<Insertable<ReportsTable>, 'id' | 'personId'> & {
  readonly about: ReportSubject;
  readonly done: ReportDone;
};

/** What people said was not them. */
export function reportsRepository(db: Executor) {
  return {
    /** Adds one; false when the same was said before and nobody has looked yet. */
    async insert({ id, personId, about, done }: NewReport): Promise<boolean> {
      const row = { id, personId, kind: about.kind, aboutId: about.id };
      const made = await db
        .insertInto('reports')
        .values({ ...row, about: toJson(about), done: toJson(done) })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      return made !== undefined;
    },
    find: (id: ReportId): Promise<ReportRow | undefined> =>
      db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst(),
    async list(request: PageRequest & { readonly state: 'open' | 'all' }): Promise<Page<ReportRow>> {
      const rows = await db
        .selectFrom('reports')
        .selectAll()
        .$if(request.state === 'open', (query) => query.where('acknowledgedAt', 'is', null))
        .$call(newestFirst(request))
        .execute();
      return toPage(rows, request);
    },
    /** Notes who looked; undefined where somebody did before, or there is none. */
    acknowledge: (id: ReportId, by: Actor): Promise<ReportRow | undefined> =>
      db
        .updateTable('reports')
        .set({ acknowledgedAt: now, acknowledgedBy: toJson(by) })
        .where('id', '=', id)
        .where('acknowledgedAt', 'is', null)
        .returningAll()
        .executeTakeFirst(),
  };
}
