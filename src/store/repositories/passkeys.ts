import { sql, type Insertable, type Selectable } from 'kysely';
import type { PersonId } from '#base/ids.ts';
import type { Executor } from '../pool.ts';
import type { PasskeysTable } from '../tables/passkey-tables.ts';
import { inSeconds, now } from './json.ts';

export type PasskeyRow = Selectable<PasskeysTable>;
export type NewPasskeyRow = Omit<Insertable<PasskeysTable>, 'copiedAt' | 'createdAt' | 'usedAt'>;

/** Passkeys. Each use that must count once is one statement that decides and writes. */
export function passkeysRepository(db: Executor) {
  return {
    byCredential: (credentialId: string): Promise<PasskeyRow | undefined> =>
      db.selectFrom('passkeys').selectAll().where('credentialId', '=', credentialId).executeTakeFirst(),
    ofPerson: (personId: PersonId): Promise<PasskeyRow[]> =>
      db
        .selectFrom('passkeys')
        .selectAll()
        .where('personId', '=', personId)
        .orderBy('createdAt')
        .orderBy('id')
        .execute(),
    /** Adds one; false when a passkey with that credential id is there already, whosever it is. */
    async insert(passkey: NewPasskeyRow): Promise<boolean> {
      const added = await db
        .insertInto('passkeys')
        .values(passkey)
        .onConflict((conflict) => conflict.column('credentialId').doNothing())
        .returning('id')
        .executeTakeFirst();
      return added !== undefined;
    },
    /**
     * Takes a signature's count: false when it did not rise. Authenticators that do not count always say 0
     * (WebAuthn, section 6.1.1). False as well for one that was found copied.
     */
    async takeCount(use: { id: string; counter: number; backedUp: boolean }): Promise<boolean> {
      const taken = await db
        .updateTable('passkeys')
        .set({ counter: use.counter, backedUp: use.backedUp, usedAt: now })
        .where('id', '=', use.id)
        .where('copiedAt', 'is', null)
        .where(
          sql<boolean>`(counter < ${use.counter}::bigint or (counter = 0 and ${use.counter}::bigint = 0))`,
        )
        .returning('id')
        .executeTakeFirst();
      return taken !== undefined;
    },
    /** Marks one as copied; false when it is marked already, or gone. */
    async markCopied(id: string): Promise<boolean> {
      const marked = await db
        .updateTable('passkeys')
        .set({ copiedAt: now })
        .where('id', '=', id)
        .where('copiedAt', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return marked !== undefined;
    },
    /** Gives a passkey of this person another name. */
    async rename(personId: PersonId, id: string, name: string): Promise<boolean> {
      const renamed = await db
        .updateTable('passkeys')
        .set({ name })
        .where('id', '=', id)
        .where('personId', '=', personId)
        .returning('id')
        .executeTakeFirst();
      return renamed !== undefined;
    },
    /** Removes a passkey of this person. */
    async remove(personId: PersonId, id: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('passkeys')
        .where('id', '=', id)
        .where('personId', '=', personId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async removeOfPerson(personId: PersonId): Promise<void> {
      await db.deleteFrom('passkeys').where('personId', '=', personId).execute();
    },
    /** Locks what a person signs in with until the transaction ends, so that two changes see each other. */
    async lockPerson(personId: PersonId): Promise<boolean> {
      const locked = await db
        .selectFrom('people')
        .select('id')
        .where('id', '=', personId)
        .forUpdate()
        .executeTakeFirst();
      return locked !== undefined;
    },
    /** Uses a challenge up: of those who come with the same one, one gets true. */
    async spendChallenge(hash: string, keptSeconds: number): Promise<boolean> {
      const spent = await db
        .insertInto('spentChallenges')
        .values({ hash, expiresAt: inSeconds(keptSeconds) })
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .returning('hash')
        .executeTakeFirst();
      return spent !== undefined;
    },
    async removeOldChallenges(): Promise<void> {
      await db.deleteFrom('spentChallenges').where(sql<boolean>`expires_at < now()`).execute();
    },
  };
}
