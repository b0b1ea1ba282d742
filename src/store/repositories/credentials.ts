import { sql, type Selectable } from 'kysely';
import type { PersonId } from '#base/ids.ts';
import type { Executor } from '../pool.ts';
import type { CredentialsTable } from '../tables/people-tables.ts';
import { now } from './json.ts';

export type CredentialRow = Selectable<CredentialsTable>;

/** What people sign in with. Each use that must count once is one statement that decides and writes. */
export function credentialsRepository(db: Executor) {
  return {
    ofPerson: (personId: PersonId): Promise<CredentialRow[]> =>
      db
        .selectFrom('credentials')
        .selectAll()
        .where('personId', '=', personId)
        .orderBy('createdAt')
        .orderBy('id')
        .execute(),
    /** Sets the password's hash, in place of any other. */
    async setPassword(credential: { id: string; personId: PersonId; hash: string }): Promise<void> {
      await db
        .insertInto('credentials')
        .values({ ...credential, kind: 'password' })
        .onConflict((conflict) =>
          conflict
            .column('personId')
            .where('kind', '=', 'password')
            .doUpdateSet({ hash: credential.hash, createdAt: now, lockedAt: null }),
        )
        .execute();
    },
    /** Makes a person's password open nothing until it is changed; false where they have none. */
    async lockPassword(personId: PersonId): Promise<boolean> {
      const locked = await db
        .updateTable('credentials')
        .set({ lockedAt: sql<Date>`coalesce(locked_at, now())` })
        .where('personId', '=', personId)
        .where('kind', '=', 'password')
        .returning('id')
        .executeTakeFirst();
      return locked !== undefined;
    },
    /** Adds a TOTP seed, sealed with `id` as additional data. */
    async addTotp(credential: { id: string; personId: PersonId; sealed: Buffer }): Promise<void> {
      await db
        .insertInto('credentials')
        .values({ ...credential, kind: 'totp' })
        .execute();
    },
    /** Takes a TOTP step, once: false if it or a later one was used already. */
    async takeTotpStep(id: string, step: number): Promise<boolean> {
      const taken = await db
        .updateTable('credentials')
        .set({ lastStep: step, usedAt: now })
        .where('id', '=', id)
        .where('kind', '=', 'totp')
        .where(sql<boolean>`coalesce(last_step, -1) < ${step}`)
        .returning('id')
        .executeTakeFirst();
      return taken !== undefined;
    },
    /** Replaces all recovery codes of a person. */
    async setRecoveryCodes(
      personId: PersonId,
      codes: readonly { readonly id: string; readonly hash: string }[],
    ): Promise<void> {
      await db
        .deleteFrom('credentials')
        .where('personId', '=', personId)
        .where('kind', '=', 'recovery')
        .execute();
      if (codes.length === 0) return;
      await db
        .insertInto('credentials')
        .values(codes.map((code) => ({ ...code, personId, kind: 'recovery' as const })))
        .execute();
    },
    /** Burns a recovery code, once: false if there is no such unused one. */
    async burnRecoveryCode(personId: PersonId, hash: string): Promise<boolean> {
      const burnt = await db
        .updateTable('credentials')
        .set({ usedAt: now })
        .where('personId', '=', personId)
        .where('kind', '=', 'recovery')
        .where('hash', '=', hash)
        .where('usedAt', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return burnt !== undefined;
    },
    async remove(id: string): Promise<boolean> {
      const { numDeletedRows } = await db.deleteFrom('credentials').where('id', '=', id).executeTakeFirst();
      return numDeletedRows > 0n;
    },
    /** Removes credentials of one kind, or all, of a person. */
    async removeOfPerson(personId: PersonId, kind?: CredentialRow['kind']): Promise<void> {
      const query = db.deleteFrom('credentials').where('personId', '=', personId);
      await (kind === undefined ? query : query.where('kind', '=', kind)).execute();
    },
  };
}
