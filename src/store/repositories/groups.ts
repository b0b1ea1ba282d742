import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { GroupId, PersonId } from '#base/ids.ts';
import type { Result } from '#base/result.ts';
import type { GroupFacts } from '#contracts/access.ts';
import type { Executor } from '../pool.ts';
import type { GroupsTable } from '../tables/people-tables.ts';
import { holding, toPage, type Page, type PageRequest } from './cursor.ts';
import {
  type DirectGroup,
  directGroupsOfPeople,
  everyMembership,
  type MemberRow,
  membershipsOfPerson,
  membersOfGroup,
  parentsOfGroups,
  peopleInGroup,
} from './group-members.ts';
import { newestFirst } from './newest-first.ts';
import { type Versioned, versionedRows, type WriteRefusal } from './versioned.ts';

export type GroupRow = Selectable<GroupsTable>;
export type NewGroup = Pick<Insertable<GroupsTable>, 'id' | 'name' | 'description'>;
export type GroupEdit = Partial<Pick<Updateable<GroupsTable>, 'name' | 'description'>>;

/** Groups, who is in them, and which groups they are in themselves. */
export function groupsRepository(db: Executor) {
  const rows = versionedRows(db, 'groups');
  return {
    find: rows.find,
    findMany: rows.findMany,
    insert: (group: NewGroup): Promise<GroupRow> =>
      db.insertInto('groups').values(group).returningAll().executeTakeFirstOrThrow(),
    update: (target: Versioned<GroupId>, edit: GroupEdit): Promise<Result<GroupRow, WriteRefusal>> =>
      rows.update(target, edit),
    remove: rows.remove,
    findByName: (name: string): Promise<GroupRow | undefined> =>
      db.selectFrom('groups').selectAll().where('name', '=', name).executeTakeFirst(),
    async list(request: PageRequest & { readonly search?: string | undefined }): Promise<Page<GroupRow>> {
      const pattern = holding(request.search);
      const rows = await db
        .selectFrom('groups')
        .selectAll()
        .where(sql<boolean>`(name ilike ${pattern} or description ilike ${pattern})`)
        .$call(newestFirst(request))
        .execute();
      return toPage(rows, request);
    },
    async addMember(groupId: GroupId, personId: PersonId): Promise<boolean> {
      const added = await db
        .insertInto('memberships')
        .values({ groupId, personId })
        .onConflict((conflict) => conflict.doNothing())
        .returning('groupId')
        .executeTakeFirst();
      return added !== undefined;
    },
    async removeMember(groupId: GroupId, personId: PersonId): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('memberships')
        .where('groupId', '=', groupId)
        .where('personId', '=', personId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    /** Whether somebody is directly in a group by our own word, whatever a provider says. */
    async isMember(groupId: GroupId, personId: PersonId): Promise<boolean> {
      const row = await db
        .selectFrom('memberships')
        .select('groupId')
        .where('groupId', '=', groupId)
        .where('personId', '=', personId)
        .executeTakeFirst();
      return row !== undefined;
    },
    async memberIds(groupId: GroupId): Promise<PersonId[]> {
      const rows = await db
        .selectFrom(everyMembership(db).as('m'))
        .select('personId')
        .where('groupId', '=', groupId)
        .orderBy('personId')
        .execute();
      return rows.map((row) => row.personId);
    },
    members: (groupId: GroupId, request: PageRequest): Promise<Page<MemberRow>> =>
      membersOfGroup(db, groupId, request),
    parentsOf: (groups: readonly GroupId[]): Promise<ReadonlyMap<GroupId, readonly GroupId[]>> =>
      parentsOfGroups(db, groups),
    /** By whose word one person is directly in which groups. */
    membershipsOf: (personId: PersonId) => membershipsOfPerson(db, personId),
    /** The groups that each person is directly in; a person in none is missing. */
    directlyOf: (people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, readonly DirectGroup[]>> =>
      directGroupsOfPeople(db, people),
    /** Replaces the groups that a group is directly in. */
    async setParents(groupId: GroupId, parents: readonly GroupId[]): Promise<void> {
      await db.deleteFrom('groupParents').where('groupId', '=', groupId).execute();
      if (parents.length === 0) return;
      await db
        .insertInto('groupParents')
        .values(parents.map((parentId) => ({ groupId, parentId })))
        .execute();
    },
    /** Each of these groups and every group that it is in; unknown ones are left out. */
    above: (groups: readonly GroupId[]) => groupsAbove(db, groups),
    /** Enabled people in a group, directly or through groups in it; at most this many. */
    peopleIn: (groupId: GroupId, most: number): Promise<readonly PersonId[]> =>
      peopleInGroup(db, groupId, most),
    ofPeople: (people: readonly PersonId[]) => groupsOfPeople(db, people),
  };
}

/**
 * Every group of each person, directly or through other groups; a person in none has an empty list. A person of
 * whom a provider did not say, or not lately, what groups they are in is missing: their groups are unknown, and
 * neither none nor those of yesterday.
 */
async function groupsOfPeople(
  db: Executor,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, readonly GroupFacts[]>> {
  // `union`, not `union all`: a circle of groups then ends.
  const { rows } = await sql<{ personId: PersonId; id: GroupId; name: string; parents: GroupId[] }>`
    with recursive reached(person_id, group_id) as (
      (select person_id, group_id from memberships where person_id = any(${[...people]}::text[])
      union
      select person_id, group_id from provider_memberships where person_id = any(${[...people]}::text[]))
      union
      select r.person_id, p.parent_id from reached r join group_parents p on p.group_id = r.group_id
    )
    select r.person_id, g.id, g.name,
      array(select parent_id from group_parents p where p.group_id = g.id order by 1) as parents
    from reached r join groups g on g.id = r.group_id order by g.id`.execute(db);
  const found = new Map<PersonId, GroupFacts[]>(people.map((id) => [id, []]));
  for (const { personId, ...group } of rows) found.get(personId)?.push(group);
  const unknown = await sql<{ personId: PersonId }>`
    select distinct person_id from identities
    where person_id = any(${[...people]}::text[]) and groups_state = 'unknown'`.execute(db);
  for (const { personId } of unknown.rows) found.delete(personId);
  return found;
}

/** The groups themselves, and all that they are in, directly or through others. */
async function groupsAbove(
  db: Executor,
  groups: readonly GroupId[],
): Promise<ReadonlyMap<GroupId, readonly GroupFacts[]>> {
  const { rows } = await sql<{ from: GroupId; id: GroupId; name: string; parents: GroupId[] }>`
    with recursive reached(from_id, group_id) as (
      select id, id from groups where id = any(${[...groups]}::text[])
      union
      select r.from_id, p.parent_id from reached r join group_parents p on p.group_id = r.group_id
    )
    select r.from_id as "from", g.id, g.name,
      array(select parent_id from group_parents p where p.group_id = g.id order by 1) as parents
    from reached r join groups g on g.id = r.group_id order by g.id`.execute(db);
  const found = new Map<GroupId, GroupFacts[]>();
  for (const { from, ...group } of rows) found.set(from, [...(found.get(from) ?? []), group]);
  return found;
}
