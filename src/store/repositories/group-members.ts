import { sql } from 'kysely';
import type { GroupId, PersonId, ProviderId } from '#base/ids.ts';
import type { Executor } from '../pool.ts';
import { toPage, type Page, type PageRequest } from './cursor.ts';
import { newestFirst } from './newest-first.ts';

/** A person in a group. */
export interface MemberRow {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string | null;
  readonly since: number;
}

/** A group that somebody is directly in. */
export interface DirectGroup {
  readonly id: GroupId;
  readonly name: string;
}

/** Who is directly in what, by our own word or by a provider's; once where both say so. */
export function everyMembership(db: Executor) {
  return db
    .selectFrom((eb) =>
      eb
        .selectFrom('memberships')
        .select(['groupId', 'personId', 'createdAt'])
        .unionAll(eb.selectFrom('providerMemberships').select(['groupId', 'personId', 'createdAt']))
        .as('both'),
    )
    .select(['groupId', 'personId'])
    .select((eb) => eb.fn.min('createdAt').as('createdAt'))
    .groupBy(['groupId', 'personId']);
}

/** The people who are directly in a group, the newest first. */
export async function membersOfGroup(
  db: Executor,
  groupId: GroupId,
  request: PageRequest,
): Promise<Page<MemberRow>> {
  const rows = await db
    .selectFrom(everyMembership(db).as('m'))
    .innerJoin('people as p', 'p.id', 'm.personId')
    .select(['p.id', 'p.name', 'p.email', 'm.createdAt as since'])
    .where('m.groupId', '=', groupId)
    .$call(newestFirst(request, { time: 'm.created_at', id: 'p.id' }))
    .execute();
  return toPage(rows, request);
}

/** The groups that each group is directly in; a group in none is missing. */
export async function parentsOfGroups(
  db: Executor,
  groups: readonly GroupId[],
): Promise<ReadonlyMap<GroupId, readonly GroupId[]>> {
  const rows = await db
    .selectFrom('groupParents')
    .selectAll()
    .where('groupId', '=', sql<GroupId>`any(${[...groups]}::text[])`)
    .orderBy('parentId')
    .execute();
  return gathered(rows.map((row) => [row.groupId, row.parentId]));
}

/** The groups that each person is directly in, by name; a person in none is missing. */
export async function directGroupsOfPeople(
  db: Executor,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, readonly DirectGroup[]>> {
  const rows = await db
    .selectFrom(everyMembership(db).as('m'))
    .innerJoin('groups as g', 'g.id', 'm.groupId')
    .select(['m.personId', 'g.id', 'g.name'])
    .where('m.personId', '=', sql<PersonId>`any(${[...people]}::text[])`)
    .orderBy('g.name')
    .execute();
  return gathered(rows.map(({ personId, ...group }) => [personId, group]));
}

/** One word about who is directly in a group. */
export interface Membership extends DirectGroup {
  /** Who said so; null: we did. */
  readonly provider: { readonly id: ProviderId; readonly title: string } | null;
}

/** What everybody says of the groups that one person is directly in. */
export async function membershipsOfPerson(db: Executor, personId: PersonId): Promise<readonly Membership[]> {
  const { rows } = await sql<DirectGroup & { providerId: ProviderId | null; title: string }>`
    select g.id, g.name, m.provider_id, coalesce(p.title, '') as title from (
      select group_id, null as provider_id from memberships where person_id = ${personId}
      union all
      select group_id, provider_id from provider_memberships where person_id = ${personId}
    ) m join groups g on g.id = m.group_id left join providers p on p.id = m.provider_id
    order by g.name, g.id, title`.execute(db);
  return rows.map(({ id, name, providerId, title }) => ({
    id,
    name,
    provider: providerId === null ? null : { id: providerId, title },
  }));
}

function gathered<K, V>(pairs: readonly (readonly [K, V])[]): ReadonlyMap<K, readonly V[]> {
  const map = new Map<K, V[]>();
  for (const [key, value] of pairs) {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  }
  return map;
}

/** Enabled people in a group, directly or through groups that are in it. */
export async function peopleInGroup(
  db: Executor,
  groupId: GroupId,
  most: number,
): Promise<readonly PersonId[]> {
  // `union`, not `union all`: a circle of groups then ends.
  const { rows } = await sql<{ id: PersonId }>`
    with recursive below(group_id) as (
      select ${groupId}::text
      union
      select p.group_id from below b join group_parents p on p.parent_id = b.group_id
    )
    select distinct m.person_id as id from below b
      join memberships m on m.group_id = b.group_id
      join people p on p.id = m.person_id and p.state = 'enabled'
    order by 1 limit ${most}`.execute(db);
  return rows.map(({ id }) => id);
}
