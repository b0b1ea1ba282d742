import { sql, type Selectable } from 'kysely';
import type { PersonId, ProposalId } from '#base/ids.ts';
import type { Actor } from '#contracts/events.ts';
import type { Executor } from '../pool.ts';
import type { ProposalsTable } from '../tables/proposal-tables.ts';
import { toPage, type Page, type PageRequest } from './cursor.ts';
import { inSeconds, now, toJson } from './json.ts';
import { newestFirst } from './newest-first.ts';

export type ProposalRow = Selectable<ProposalsTable> & {
  /** By the database's clock. */
  readonly over: boolean;
};

export type NewProposal = Pick<
  ProposalRow,
  | 'id'
  | 'operation'
  | 'sealed'
  | 'digest'
  | 'baseRevision'
  | 'weakens'
  | 'difference'
  | 'draft'
  | 'asks'
  | 'message'
  | 'proposerId'
  | 'caller'
>;

const isOver = sql<boolean>`expires_at <= now()`;
const isOpen = sql<boolean>`state = 'open' and expires_at > now()`;

/** Changes that wait for a second person. */
export function proposalsRepository(db: Executor) {
  const rows = db.selectFrom('proposals').selectAll().select(isOver.as('over'));
  return {
    async insert(proposal: NewProposal, seconds: number): Promise<void> {
      const { weakens, difference, draft, asks, caller, ...plain } = proposal;
      await db
        .insertInto('proposals')
        .values({
          ...plain,
          weakens: toJson(weakens),
          difference: toJson(difference),
          draft: draft === null ? null : toJson(draft),
          asks: toJson(asks),
          caller: toJson(caller),
          expiresAt: inSeconds(seconds) as never,
        })
        .execute();
    },
    find: (id: ProposalId): Promise<ProposalRow | undefined> => rows.where('id', '=', id).executeTakeFirst(),
    /**
     * Reads one that waits still and lets nobody else decide it until the transaction ends: of two who approve at once,
     * the second finds it decided.
     */
    lockOpen: (id: ProposalId): Promise<ProposalRow | undefined> =>
      rows.where('id', '=', id).where(isOpen).forUpdate().executeTakeFirst(),
    async list(request: PageRequest & { readonly state: 'open' | 'all' }): Promise<Page<ProposalRow>> {
      const found = await rows
        .$if(request.state === 'open', (query) => query.where(isOpen))
        .$call(newestFirst(request))
        .execute();
      return toPage(found, request);
    },
    /** Those of one person that wait still. */
    openOf: (proposer: PersonId): Promise<ProposalRow[]> =>
      rows.where('proposerId', '=', proposer).where(isOpen).execute(),
    async countOpen(): Promise<number> {
      const row = await db
        .selectFrom('proposals')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where(isOpen)
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    },
    /** Ends one that waits still; undefined where it does not. */
    decide: (
      id: ProposalId,
      { state, by }: { readonly state: 'approved' | 'rejected' | 'withdrawn'; readonly by: Actor },
    ): Promise<ProposalRow | undefined> =>
      db
        .updateTable('proposals')
        .set({ state, decidedAt: now as never, decidedBy: toJson(by) })
        .where('id', '=', id)
        .where(isOpen)
        .returningAll()
        .returning(isOver.as('over'))
        .executeTakeFirst(),
    /** Removes those that were over so long ago, seconds; what became of them stays on record. */
    async removeOld(seconds: number): Promise<void> {
      await db
        .deleteFrom('proposals')
        .where(sql<boolean>`expires_at < now() - make_interval(secs => ${seconds})`)
        .execute();
    },
  };
}
