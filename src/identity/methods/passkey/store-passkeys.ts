import type { PersonId } from '#base/ids.ts';
import type { CredentialRow, NewPasskeyRow, PasskeyRow, Repositories, Store } from '#store/index.ts';
import { stillSignedIn } from '../../sessions/still-signed-in.ts';
import { keepsAWayIn } from './keeps-a-way-in.ts';
import type { MethodSummary, NewPasskey, PasskeyRecords, StoredPasskey } from './passkey-records.ts';

/** Keeps passkeys in the store. */
export function passkeyRecords(store: Store): PasskeyRecords {
  const { passkeys } = store;
  return {
    async byCredential(credential) {
      const row = await passkeys.byCredential(credential);
      return row && storedPasskey(row);
    },
    methods: (person) => methodsOf(store, person),
    add: ({ person, session, most, ...passkey }) =>
      store.transaction(async (tx) => {
        // Whoever was locked out, signed out or removed meanwhile gets none: it is read under the lock.
        if (!(await stillSignedIn(tx, { person, session }))) return 'over';
        const row = await tx.signIn.personById(person);
        if (row?.state !== 'enabled') return 'gone';
        if ((await tx.passkeys.ofPerson(person)).length >= most) return 'too-many';
        return (await tx.passkeys.insert(passkeyRow(person, passkey))) ? 'added' : 'known';
      }),
    takeCount: (use) => passkeys.takeCount(use),
    markCopied: (id) => passkeys.markCopied(id),
    rename: ({ person, session, id, name }) =>
      store.transaction(async (tx) => {
        if (!(await stillSignedIn(tx, { person, session }))) return 'over';
        return (await tx.passkeys.rename(person, id, name)) ? 'renamed' : 'gone';
      }),
    remove: ({ person, session, id }) =>
      store.transaction(async (tx) => {
        if (!(await stillSignedIn(tx, { person, session }))) return 'over';
        const methods = await methodsOf(tx, person);
        if (!methods.passkeys.some((passkey) => passkey.id === id)) return 'gone';
        const left = { ...methods, passkeys: methods.passkeys.filter((passkey) => passkey.id !== id) };
        if (!keepsAWayIn(left)) return 'last';
        await tx.passkeys.remove(person, id);
        return 'removed';
      }),
    spendChallenge: (hash, keptMs) => passkeys.spendChallenge(hash, keptMs / 1000),
  };
}

/** What somebody signs in with. A provider counts while it is tied to them and not switched off. */
export async function methodsOf(
  from: Pick<Repositories, 'credentials' | 'passkeys' | 'identities'>,
  person: PersonId,
): Promise<MethodSummary> {
  const rows = await from.credentials.ofPerson(person);
  const passkeys = await from.passkeys.ofPerson(person);
  const vouched = (await from.identities.countUsable(person)) > 0;
  const password = rows.find(({ kind }) => kind === 'password');
  return {
    ...(password === undefined ? {} : { password: passwordOf(password) }),
    authenticators: rows.filter(({ kind }) => kind === 'totp').map(timesOf),
    recoveryCodesLeft: rows.filter(({ kind, usedAt }) => kind === 'recovery' && usedAt === null).length,
    ...(vouched && password === undefined ? { vouchedBy: 'provider' as const } : {}),
    passkeys: passkeys.map(storedPasskey),
  };
}

const passwordOf = ({ createdAt, lockedAt }: Pick<CredentialRow, 'createdAt' | 'lockedAt'>) =>
  lockedAt === null ? { createdAt } : { createdAt, lockedAt };

const timesOf = ({ createdAt, usedAt }: Pick<CredentialRow, 'createdAt' | 'usedAt'>) =>
  usedAt === null ? { createdAt } : { createdAt, usedAt };

/** A new passkey as the store has it. */
export function passkeyRow(personId: PersonId, made: NewPasskey): NewPasskeyRow {
  const { id, credential: credentialId, counter, model, mayBeBackedUp, backedUp, name } = made;
  const bytes = { publicKey: Buffer.from(made.publicKey), transports: [...made.transports] };
  return { id, personId, credentialId, ...bytes, counter, model, mayBeBackedUp, backedUp, name };
}

function storedPasskey(row: PasskeyRow): StoredPasskey {
  const { personId: person, credentialId: credential, copiedAt, usedAt, ...same } = row;
  return {
    ...same,
    person,
    credential,
    ...(copiedAt === null ? {} : { copiedAt }),
    ...(usedAt === null ? {} : { usedAt }),
  };
}
