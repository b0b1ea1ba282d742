import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { PersonId } from '#base/ids.ts';
import type { Result } from '#base/result.ts';
import type { Executor } from '../pool.ts';
import type { PeopleTable } from '../tables/people-tables.ts';
import { holding, toPage, type Page, type PageRequest } from './cursor.ts';
import { newestFirst } from './newest-first.ts';
import { type Versioned, versionedRows, type WriteRefusal } from './versioned.ts';

export type PersonRow = Selectable<PeopleTable>;
export type NewPerson = Omit<Insertable<PeopleTable>, 'version' | 'createdAt' | 'changedAt'>;
export type PersonEdit = Partial<
  Pick<Updateable<PeopleTable>, 'name' | 'email' | 'state' | 'roles' | 'labels' | 'subject'>
>;

/** People; a person is who an issuer says by a subject, never by e-mail. */
export function peopleRepository(db: Executor) {
  const rows = versionedRows(db, 'people');
  return {
    find: rows.find,
    findMany: rows.findMany,
    findBySubject: (issuer: string, subject: string): Promise<PersonRow | undefined> =>
      db
        .selectFrom('people')
        .selectAll()
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .executeTakeFirst(),
    /** Finds a person of our own by what they sign in with, in lower case. */
    findLocal: (email: string): Promise<PersonRow | undefined> =>
      db
        .selectFrom('people')
        .selectAll()
        .where('issuer', '=', 'local')
        .where(sql<boolean>`lower(email) = ${email}`)
        .executeTakeFirst(),
    insert: (person: NewPerson): Promise<PersonRow> =>
      db.insertInto('people').values(person).returningAll().executeTakeFirstOrThrow(),
    /** Adds a person unless issuer and subject are somebody's already. */
    async insertNew(person: NewPerson): Promise<void> {
      await db
        .insertInto('people')
        .values(person)
        .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
        .execute();
    },
    update: (target: Versioned<PersonId>, edit: PersonEdit): Promise<Result<PersonRow, WriteRefusal>> =>
      rows.update(target, edit),
    /** Removes a person with all that is theirs; false if there was none. */
    remove: rows.remove,
    /** Enabled people with a role, locked until the transaction ends, so that two cannot each remove the other. */
    lockEnabledWithRole: (role: string): Promise<PersonRow[]> =>
      db
        .selectFrom('people')
        .selectAll()
        .where('state', '=', 'enabled')
        .where(sql<boolean>`roles @> array[${role}]::text[]`)
        .orderBy('id')
        .forUpdate()
        .execute(),
    /** Enabled people with a role. */
    enabledWithRole: (role: string): Promise<PersonRow[]> =>
      db
        .selectFrom('people')
        .selectAll()
        .where('state', '=', 'enabled')
        .where(sql<boolean>`roles @> array[${role}]::text[]`)
        .orderBy('id')
        .execute(),
    async list(request: PageRequest & { readonly search?: string | undefined }): Promise<Page<PersonRow>> {
      const pattern = holding(request.search);
      const rows = await db
        .selectFrom('people')
        .selectAll()
        .where(sql<boolean>`(name ilike ${pattern} or subject ilike ${pattern} or email ilike ${pattern})`)
        .$call(newestFirst(request))
        .execute();
      return toPage(rows, request);
    },
  };
}
