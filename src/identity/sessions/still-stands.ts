import type { PersonId } from '#base/ids.ts';
import type { Repositories } from '#store/index.ts';
import { passwordMark } from '../methods/password/password-mark.ts';
import type { RestsOn } from '../records.ts';

/**
 * Tells whether what a sign-in was proved by still holds, and keeps it so until the transaction ends. Without it a
 * sign-in that was half done when its person said "this was not me" would open a session after all of theirs ended.
 */
export async function stillStands(tx: Repositories, person: PersonId, on: RestsOn): Promise<boolean> {
  await tx.passkeys.lockPerson(person);
  const { password, passkey, identity } = on;
  if (password !== undefined) {
    const row = (await tx.credentials.ofPerson(person)).find(({ kind }) => kind === 'password');
    if (typeof row?.hash !== 'string' || row.lockedAt !== null || passwordMark(row.hash) !== password)
      return false;
  }
  if (passkey !== undefined) {
    const row = (await tx.passkeys.ofPerson(person)).find(({ id }) => id === passkey);
    if (row === undefined || row.copiedAt !== null) return false;
  }
  if (identity === undefined) return true;
  return (await tx.identities.find(identity.issuer, identity.subject))?.personId === person;
}
