import type { PersonId } from '#base/ids.ts';
import type { SignInMethods } from '#contracts/api/people.ts';
import type { Call } from '../call.ts';
import { getPerson } from './get-person.ts';

/**
 * Reads what a person signs in with. Whoever may not read everybody reads their own.
 * @throws Fault `not-found`
 */
export async function listMethods(call: Call, id: PersonId): Promise<SignInMethods> {
  await getPerson(call, id);
  const [credentials, passkeys] = await Promise.all([
    call.store.credentials.ofPerson(id),
    call.store.passkeys.ofPerson(id),
  ]);
  const password = credentials.find(({ kind }) => kind === 'password');
  return {
    password: password === undefined ? null : { createdAt: password.createdAt },
    authenticators: credentials
      .filter(({ kind }) => kind === 'totp')
      .map(({ createdAt, usedAt }) => ({ createdAt, usedAt })),
    recoveryCodesLeft: credentials.filter(({ kind, usedAt }) => kind === 'recovery' && usedAt === null)
      .length,
    passkeys: passkeys.map(({ id: passkey, name, createdAt, usedAt, backedUp, copiedAt }) => ({
      id: passkey,
      name,
      createdAt,
      usedAt,
      backedUp,
      copiedAt,
    })),
  };
}
