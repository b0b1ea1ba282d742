import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { GroupId, PersonId, ServiceAccountId } from '#base/ids.ts';
import type { Result } from '#base/result.ts';
import type { GroupFacts } from '#contracts/access.ts';
import type { Executor } from '../pool.ts';
import type { ServiceAccountsTable } from '../tables/service-tables.ts';
import { holding, toPage, type Page, type PageRequest } from './cursor.ts';
import type { DirectGroup } from './group-members.ts';
import { newestFirst } from './newest-first.ts';
import { type Versioned, versionedRows, type WriteRefusal } from './versioned.ts';

export type ServiceAccountRow = Selectable<ServiceAccountsTable>;
export type NewServiceAccountRow = Pick<
  Insertable<ServiceAccountsTable>,
  'id' | 'name' | 'description' | 'ownerId' | 'apps' | 'labels'
>;
export type ServiceAccountRowEdit = Partial<
  Pick<Updateable<ServiceAccountsTable>, 'name' | 'description' | 'state' | 'ownerId' | 'apps' | 'labels'>
>;

/** Programs that open applications with keys of their own, and the groups that they are in. */
export function serviceAccountsRepository(db: Executor) {
  const rows = versionedRows(db, 'serviceAccounts');
  return {
    find: rows.find,
    /** Reads an account and holds its row until the transaction is over. */
    hold: (id: ServiceAccountId): Promise<ServiceAccountRow | undefined> =>
      db.selectFrom('serviceAccounts').selectAll().where('id', '=', id).forUpdate().executeTakeFirst(),
    findByName: (name: string): Promise<ServiceAccountRow | undefined> =>
      db.selectFrom('serviceAccounts').selectAll().where('name', '=', name).executeTakeFirst(),
    findMany: rows.findMany,
    /** The accounts that somebody answers for. */
    async idsOfOwner(owner: PersonId): Promise<ServiceAccountId[]> {
      const rows = await db.selectFrom('serviceAccounts').select('id').where('ownerId', '=', owner).execute();
      return rows.map(({ id }) => id);
    },
    /** The accounts that are directly in a group. */
    async idsInGroup(groupId: GroupId): Promise<ServiceAccountId[]> {
      const rows = await db
        .selectFrom('serviceAccountGroups')
        .select('accountId')
        .where('groupId', '=', groupId)
        .orderBy('accountId')
        .execute();
      return rows.map(({ accountId }) => accountId);
    },
    /** Enabled accounts that nobody answers for: without an owner, or with one who is not enabled. */
    unanswered: (): Promise<{ readonly id: ServiceAccountId; readonly name: string }[]> =>
      db
        .selectFrom('serviceAccounts as a')
        .leftJoin('people as p', 'p.id', 'a.ownerId')
        .select(['a.id', 'a.name'])
        .where('a.state', '=', 'enabled')
        .where(sql<boolean>`(p.state is null or p.state <> 'enabled')`)
        .orderBy('a.name')
        .execute(),
    /** Enabled accounts whose last key that works ends within so many seconds, and when; the first to end first. */
    withoutKeyIn: (
      seconds: number,
    ): Promise<{ readonly id: ServiceAccountId; readonly name: string; readonly at: number }[]> =>
      db
        .selectFrom('serviceAccounts as a')
        .innerJoin('serviceKeys as k', 'k.accountId', 'a.id')
        .select(['a.id', 'a.name'])
        .select((eb) => eb.fn.max('k.expiresAt').as('at'))
        .where('a.state', '=', 'enabled')
        .where(sql<boolean>`k.revoked_at is null and k.expires_at > now()`)
        .groupBy(['a.id', 'a.name'])
        .having(sql<boolean>`max(k.expires_at) < now() + make_interval(secs => ${seconds})`)
        .orderBy('at')
        .execute(),
    async list(
      request: PageRequest & { readonly search?: string | undefined },
    ): Promise<Page<ServiceAccountRow>> {
      const pattern = holding(request.search);
      const rows = await db
        .selectFrom('serviceAccounts')
        .selectAll()
        .where(sql<boolean>`(name ilike ${pattern} or description ilike ${pattern})`)
        .$call(newestFirst(request))
        .execute();
      return toPage(rows, request);
    },
    /** Accounts that are directly in a group, newest first. */
    async inGroup(groupId: GroupId, request: PageRequest): Promise<Page<ServiceAccountRow>> {
      const rows = await db
        .selectFrom('serviceAccounts')
        .selectAll()
        .where('id', 'in', (eb) =>
          eb.selectFrom('serviceAccountGroups').select('accountId').where('groupId', '=', groupId),
        )
        .$call(newestFirst(request))
        .execute();
      return toPage(rows, request);
    },
    insert: (account: NewServiceAccountRow): Promise<ServiceAccountRow> =>
      db.insertInto('serviceAccounts').values(account).returningAll().executeTakeFirstOrThrow(),
    update: (
      target: Versioned<ServiceAccountId>,
      edit: ServiceAccountRowEdit,
    ): Promise<Result<ServiceAccountRow, WriteRefusal>> => rows.update(target, edit),
    /** Removes an account with its keys; false if there was none. */
    remove: rows.remove,
    /** Replaces the groups that an account is directly in. */
    async setGroups(accountId: ServiceAccountId, groups: readonly GroupId[]): Promise<void> {
      await db.deleteFrom('serviceAccountGroups').where('accountId', '=', accountId).execute();
      if (groups.length === 0) return;
      await db
        .insertInto('serviceAccountGroups')
        .values(groups.map((groupId) => ({ accountId, groupId })))
        .execute();
    },
    directGroups: (ids: readonly ServiceAccountId[]) => directGroups(db, ids),
    groupsOf: (ids: readonly ServiceAccountId[]) => groupsOf(db, ids),
  };
}

/** The groups that each account is directly in, by name; an account in none is missing. */
async function directGroups(
  db: Executor,
  ids: readonly ServiceAccountId[],
): Promise<ReadonlyMap<ServiceAccountId, readonly DirectGroup[]>> {
  const rows = await db
    .selectFrom('serviceAccountGroups as m')
    .innerJoin('groups as g', 'g.id', 'm.groupId')
    .select(['m.accountId', 'g.id', 'g.name'])
    .where('m.accountId', '=', sql<ServiceAccountId>`any(${[...ids]}::text[])`)
    .orderBy('g.name')
    .execute();
  const found = new Map<ServiceAccountId, DirectGroup[]>();
  for (const { accountId, ...group } of rows) {
    found.set(accountId, [...(found.get(accountId) ?? []), group]);
  }
  return found;
}

/** Every group of each account, directly or through other groups; an account in none has an empty list. */
async function groupsOf(
  db: Executor,
  ids: readonly ServiceAccountId[],
): Promise<ReadonlyMap<ServiceAccountId, readonly GroupFacts[]>> {
  // `union`, not `union all`: a circle of groups then ends.
  const { rows } = await sql<{ accountId: ServiceAccountId; id: GroupId; name: string; parents: GroupId[] }>`
    with recursive reached(account_id, group_id) as (
      select account_id, group_id from service_account_groups where account_id = any(${[...ids]}::text[])
      union
      select r.account_id, p.parent_id from reached r join group_parents p on p.group_id = r.group_id
    )
    select r.account_id, g.id, g.name,
      array(select parent_id from group_parents p where p.group_id = g.id order by 1) as parents
    from reached r join groups g on g.id = r.group_id order by g.id`.execute(db);
  const found = new Map<ServiceAccountId, GroupFacts[]>(ids.map((id) => [id, []]));
  for (const { accountId, ...group } of rows) found.get(accountId)?.push(group);
  return found;
}
