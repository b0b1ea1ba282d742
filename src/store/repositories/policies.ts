import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { PolicyId } from '#base/ids.ts';
import type { Result } from '#base/result.ts';
import type { Actor } from '#contracts/events.ts';
import type { PolicySnapshot, StoredPolicy } from '#contracts/policies.ts';
import { advisoryLocks } from '../advisory-locks.ts';
import type { Executor } from '../pool.ts';
import type { PoliciesTable, PolicyRevisionsTable } from '../tables/app-tables.ts';
import { toPage, type Page, type PageRequest } from './cursor.ts';
import { toJson } from './json.ts';
import { newestFirst } from './newest-first.ts';
import { type Versioned, versionedResult, versionedRows, type WriteRefusal } from './versioned.ts';

export type PolicyRow = Selectable<PoliciesTable>;
type Dated = {
  /** Milliseconds since the Unix epoch. */
  readonly enforceFrom?: number | null | undefined;
};
type Columns = Omit<Insertable<PoliciesTable>, 'version' | 'createdAt' | 'changedAt' | keyof Dated>;
export type NewPolicy = Columns & Dated;
export type PolicyEdit = Partial<
  Pick<Updateable<PoliciesTable>, 'name' | 'title' | 'text' | 'mode' | 'enabled' | 'enforceProblem'>
> &
  Dated;
export type PolicyRevisionRow = Selectable<PolicyRevisionsTable>;

/** Policies as they are edited, and the revisions that were published of them. */
export function policiesRepository(db: Executor) {
  const rows = versionedRows(db, 'policies');
  return {
    find: rows.find,
    findByName: (name: string): Promise<PolicyRow | undefined> =>
      db.selectFrom('policies').selectAll().where('name', '=', name).executeTakeFirst(),
    all: (): Promise<PolicyRow[]> => db.selectFrom('policies').selectAll().orderBy('id').execute(),
    /** Those whose time has come, by the database's clock. */
    due: (): Promise<PolicyRow[]> =>
      db
        .selectFrom('policies')
        .selectAll()
        .where('mode', '=', 'observe')
        .where(sql<boolean>`enforce_from <= now()`)
        .orderBy('id')
        .execute(),
    /** Notes why a policy could not be enforced; that is no edit, so its version stays. */
    async noteProblem(id: PolicyId, problem: string | null): Promise<void> {
      await db.updateTable('policies').set({ enforceProblem: problem }).where('id', '=', id).execute();
    },
    insert: (policy: NewPolicy): Promise<PolicyRow> =>
      db.insertInto('policies').values(columnsOf(policy)).returningAll().executeTakeFirstOrThrow(),
    update: (target: Versioned<PolicyId>, edit: PolicyEdit): Promise<Result<PolicyRow, WriteRefusal>> =>
      rows.update(target, columnsOf(edit)),
    async remove({ id, version }: Versioned<PolicyId>): Promise<Result<true, WriteRefusal>> {
      const { numDeletedRows } = await db
        .deleteFrom('policies')
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      const removed = numDeletedRows > 0n ? (true as const) : undefined;
      return versionedResult(removed, async () => (await rows.find(id)) !== undefined);
    },
    /** Replaces all policies at once: what putting an earlier revision live does. */
    async replaceAll(policies: readonly NewPolicy[]): Promise<void> {
      await db.deleteFrom('policies').execute();
      if (policies.length > 0) await db.insertInto('policies').values(policies.map(columnsOf)).execute();
    },
    async list(request: PageRequest): Promise<Page<PolicyRow>> {
      const rows = await db.selectFrom('policies').selectAll().$call(newestFirst(request)).execute();
      return toPage(rows, request);
    },
    /**
     * Lets one writer at a time edit and publish; held until the transaction ends. To be taken before the policies
     * are read: two that read first would each publish without the other's edit.
     */
    lock: () => lock(db),
    publish: (revision: NewRevision) => publish(db, revision),
    /** The revision in force; undefined before the first. */
    async latest(): Promise<PolicySnapshot | undefined> {
      const row = await db
        .selectFrom('policyRevisions')
        .select(['revision', 'snapshot as policies'])
        .orderBy('revision', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row;
    },
    revision: (revision: number): Promise<PolicyRevisionRow | undefined> =>
      db.selectFrom('policyRevisions').selectAll().where('revision', '=', revision).executeTakeFirst(),
    /** Revisions without their policies, newest first, those below `before` only. */
    revisions: (options: {
      before?: number;
      limit: number;
    }): Promise<(Omit<PolicyRevisionRow, 'snapshot' | 'book'> & { readonly policies: number })[]> =>
      db
        .selectFrom('policyRevisions')
        .select(['revision', 'author', 'message', 'publishedAt'])
        .select(sql<number>`jsonb_array_length(snapshot)`.as('policies'))
        .where(options.before === undefined ? sql<boolean>`true` : sql<boolean>`revision < ${options.before}`)
        .orderBy('revision', 'desc')
        .limit(options.limit)
        .execute(),
  };
}

/** Writes a point in time as the database takes it. */
function columnsOf<T extends Dated>({ enforceFrom, ...rest }: T) {
  if (enforceFrom === undefined) return rest;
  return { ...rest, enforceFrom: enforceFrom === null ? null : new Date(enforceFrom) };
}

/** What is published: the enabled policies as they stand. */
export interface NewRevision {
  readonly snapshot: readonly StoredPolicy[];
  readonly author: Actor;
  readonly message?: string;
}

/** All policies as the transaction sees them, those that are off too, in the order of their ids. */
const wholeBook = sql`select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'title', title,
  'text', text, 'mode', mode, 'enabled', enabled,
  'enforceFrom', (extract(epoch from enforce_from) * 1000)::bigint) order by id), '[]') from policies`;

/** Appends a revision; numbers have no holes, since publishers queue at a lock until they commit. */
async function publish(db: Executor, { snapshot, author, message = '' }: NewRevision): Promise<number> {
  await lock(db);
  const { rows } = await sql<{ revision: number }>`
    insert into policy_revisions (revision, snapshot, author, message, book)
    select coalesce(max(revision), 0) + 1, ${toJson(snapshot)}, ${toJson(author)}, ${message}, (${wholeBook})
    from policy_revisions returning revision`.execute(db);
  return rows[0]?.revision ?? 0;
}

async function lock(db: Executor): Promise<void> {
  const [group, number] = advisoryLocks.policies;
  await sql`select pg_advisory_xact_lock(${group}, ${number})`.execute(db);
}
