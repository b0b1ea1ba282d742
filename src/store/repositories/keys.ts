import { sql, type Insertable, type Selectable } from 'kysely';
import { advisoryLocks } from '../advisory-locks.ts';
import type { Executor } from '../pool.ts';
import type { KeyPurpose, KeysTable, KeyState } from '../tables/evidence-tables.ts';

export type KeyRow = Selectable<KeysTable>;
export type NewKey = Omit<Insertable<KeysTable>, 'createdAt'>;

/** Keys, their private parts sealed. One key, one purpose. */
export function keysRepository(db: Executor) {
  return {
    /** Every key that still counts for something, oldest first. */
    current: (): Promise<KeyRow[]> =>
      db
        .selectFrom('keys')
        .selectAll()
        .where('state', '<>', 'retired')
        .orderBy('createdAt')
        .orderBy('kid')
        .execute(),
    /** Every key, retired ones too, without private parts. */
    all: (): Promise<Omit<KeyRow, 'sealedPrivate'>[]> =>
      db
        .selectFrom('keys')
        .select(['kid', 'purpose', 'alg', 'public', 'state', 'notBefore', 'notAfter', 'createdAt'])
        .orderBy('createdAt')
        .orderBy('kid')
        .execute(),
    insert: (key: NewKey): Promise<KeyRow> =>
      db.insertInto('keys').values(key).returningAll().executeTakeFirstOrThrow(),
    /** Moves a key on, from the state it was read in; false if somebody else did. */
    async move(kid: string, { from, to }: { from: KeyState; to: KeyState }): Promise<boolean> {
      const moved = await db
        .updateTable('keys')
        .set({ state: to })
        .where('kid', '=', kid)
        .where('state', '=', from)
        .returning('kid')
        .executeTakeFirst();
      return moved !== undefined;
    },
    /** Lets one replica at a time make or rotate keys; held until the transaction ends. */
    async lock(): Promise<void> {
      const [group, number] = advisoryLocks.keys;
      await sql`select pg_advisory_xact_lock(${group}, ${number})`.execute(db);
    },
    ofPurpose: (purpose: KeyPurpose): Promise<KeyRow[]> =>
      db
        .selectFrom('keys')
        .selectAll()
        .where('purpose', '=', purpose)
        .orderBy('createdAt')
        .orderBy('kid')
        .execute(),
  };
}
