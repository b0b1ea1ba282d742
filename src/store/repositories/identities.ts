import { sql, type Insertable, type Selectable } from 'kysely';
import { newId, type GroupId, type PersonId, type ProviderId } from '#base/ids.ts';
import type { Executor } from '../pool.ts';
import type { IdentitiesTable } from '../tables/provider-tables.ts';
import { now } from './json.ts';

export type IdentityRow = Selectable<IdentitiesTable>;
export type NewIdentity = Pick<
  Insertable<IdentitiesTable>,
  'issuer' | 'subject' | 'providerId' | 'personId' | 'login'
>;

/** Whom providers vouch for, and the groups that they put people into. */
export function identitiesRepository(db: Executor) {
  return {
    find: (issuer: string, subject: string): Promise<IdentityRow | undefined> =>
      db
        .selectFrom('identities')
        .selectAll()
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .executeTakeFirst(),
    ofPerson: (personId: PersonId): Promise<IdentityRow[]> =>
      db.selectFrom('identities').selectAll().where('personId', '=', personId).orderBy('createdAt').execute(),
    /** How many identities of a person could let them in: those whose provider is not switched off. */
    async countUsable(personId: PersonId): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from identities i join providers p on p.id = i.provider_id
        where i.person_id = ${personId} and p.state = 'enabled'`.execute(db);
      return rows[0]?.count ?? 0;
    },
    peopleOf: async (providerId: ProviderId): Promise<PersonId[]> => {
      const rows = await db
        .selectFrom('identities')
        .select('personId')
        .distinct()
        .where('providerId', '=', providerId)
        .execute();
      return rows.map((row) => row.personId);
    },
    /** Ties issuer and subject to a person: false when they are somebody's already. Atomic. */
    async insertNew(identity: NewIdentity): Promise<boolean> {
      const made = await db
        .insertInto('identities')
        .values(identity)
        .onConflict((conflict) => conflict.doNothing())
        .returning('subject')
        .executeTakeFirst();
      return made !== undefined;
    },
    /** Unties a person from a provider, with what it said of their groups; gives how many identities went. */
    async remove(personId: PersonId, providerId: ProviderId): Promise<number> {
      await db
        .deleteFrom('providerMemberships')
        .where('personId', '=', personId)
        .where('providerId', '=', providerId)
        .execute();
      const { numDeletedRows } = await db
        .deleteFrom('identities')
        .where('personId', '=', personId)
        .where('providerId', '=', providerId)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
    /** Notes what a provider's answer came to; true when the state of the groups is another than before. */
    async noteGroups(
      identity: { readonly issuer: string; readonly subject: string },
      state: IdentityRow['groupsState'],
    ): Promise<boolean> {
      const { rows } = await sql<{ before: string }>`
        update identities i set groups_state = ${state}, used_at = now(),
          groups_at = case when ${state} = 'unknown' then i.groups_at else now() end
        from (select groups_state as before from identities
          where issuer = ${identity.issuer} and subject = ${identity.subject} for update) old
        where i.issuer = ${identity.issuer} and i.subject = ${identity.subject}
        returning old.before`.execute(db);
      return rows[0] !== undefined && rows[0].before !== state;
    },
    /**
     * Puts a person into exactly the groups of these names, as this provider's word; names that no group has are
     * left out, or become groups. Tells whether anything changed, and which groups were made.
     */
    async setGroups(to: {
      readonly personId: PersonId;
      readonly providerId: ProviderId;
      readonly names: readonly string[];
      readonly unknown: 'ignore' | 'make';
    }): Promise<{ readonly changed: boolean; readonly made: readonly GroupId[] }> {
      const names = [...new Set(to.names)];
      const made = to.unknown === 'make' ? await makeGroups(db, names) : [];
      const { rows } = await sql<{ changed: number }>`
        with wanted as (select id from groups where name = any(${names}::text[])),
        gone as (delete from provider_memberships where person_id = ${to.personId}
          and provider_id = ${to.providerId} and group_id not in (select id from wanted) returning 1),
        added as (insert into provider_memberships (person_id, group_id, provider_id)
          select ${to.personId}, id, ${to.providerId} from wanted on conflict do nothing returning 1)
        select ((select count(*) from gone) + (select count(*) from added))::int as changed`.execute(db);
      return { changed: (rows[0]?.changed ?? 0) > 0, made };
    },
    /** Makes groups unknown whose provider has not confirmed them for so long; gives whose they are. */
    async forgetOldGroups(usualMinutes: number): Promise<PersonId[]> {
      const { rows } = await sql<{ personId: PersonId }>`
        update identities i set groups_state = 'unknown' from providers p
        where p.id = i.provider_id and i.groups_state = 'known' and i.groups_at < now()
          - make_interval(mins => coalesce((p.settings->>'groupsHoldMinutes')::int, ${usualMinutes}))
        returning i.person_id`.execute(db);
      return rows.map((row) => row.personId);
    },
    /** How many people there are of whom a provider did not say, or not lately, what groups they are in. */
    async countUnknownGroups(): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        select count(distinct person_id)::int as count from identities where groups_state = 'unknown'`.execute(
        db,
      );
      return rows[0]?.count ?? 0;
    },
    /** Notes that somebody came by it. */
    async touch(identity: { readonly issuer: string; readonly subject: string }, login: string | null) {
      await db
        .updateTable('identities')
        .set({ usedAt: now as unknown as Date, login })
        .where('issuer', '=', identity.issuer)
        .where('subject', '=', identity.subject)
        .execute();
    },
  };
}

async function makeGroups(db: Executor, names: readonly string[]): Promise<GroupId[]> {
  const ids = names.map(() => newId('group'));
  const { rows } = await sql<{ id: GroupId }>`
    insert into groups (id, name) select id, name from unnest(${ids}::text[], ${[...names]}::text[]) as n(id, name)
    where not exists (select 1 from groups g where g.name = n.name)
    on conflict do nothing returning id`.execute(db);
  return rows.map((row) => row.id);
}
