import { sql, type Selectable } from 'kysely';
import type { Executor } from '../pool.ts';
import type { PolicyPreviewsTable } from '../tables/app-tables.ts';
import { now, toJson } from './json.ts';

export type PolicyPreviewRow = Selectable<PolicyPreviewsTable>;

/** Seconds without a sign of life after which whoever worked on a preview is taken for dead. */
const silentSeconds = 30;

/** How far previews of drafts are; any replica can be asked, one works. */
export function policyPreviewsRepository(db: Executor) {
  return {
    find: (id: string): Promise<PolicyPreviewRow | undefined> =>
      db.selectFrom('policyPreviews').selectAll().where('id', '=', id).executeTakeFirst(),
    async insert(id: string): Promise<void> {
      await db
        .insertInto('policyPreviews')
        .values({ id, state: 'running', report: toJson(null) })
        .execute();
    },
    /** Notes how far it is, and gives whether to go on: false when it was cancelled. */
    async progress(id: string, { percent, report }: PreviewProgress): Promise<boolean> {
      const row = await db
        .updateTable('policyPreviews')
        .set({ percent, report: toJson(report), beatAt: now })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    /** Ends one that runs; gives whether it did. */
    async end(id: string, state: 'done' | 'failed' | 'cancelled'): Promise<boolean> {
      const row = await db
        .updateTable('policyPreviews')
        .set({ state, beatAt: now })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    /** How many run and show signs of life. */
    async running(): Promise<number> {
      const row = await db
        .selectFrom('policyPreviews')
        .select(sql<number>`count(*)::int`.as('count'))
        .where('state', '=', 'running')
        .where(sql<boolean>`beat_at > now() - make_interval(secs => ${silentSeconds})`)
        .executeTakeFirst();
      return row?.count ?? 0;
    },
    /** Says of those whose replica died that they failed, and forgets what is older than an hour. */
    async tidy(): Promise<void> {
      await sql`update policy_previews set state = 'failed'
        where state = 'running' and beat_at < now() - make_interval(secs => ${silentSeconds})`.execute(db);
      await sql`delete from policy_previews where created_at < now() - interval '1 hour'
        and state <> 'running'`.execute(db);
    },
  };
}

interface PreviewProgress {
  readonly percent: number;
  readonly report: Readonly<Record<string, unknown>>;
}
