import type { Clock } from '#base/clock.ts';
import type { PersonId } from '#base/ids.ts';
import {
  keepsAWayIn,
  type LocalPerson,
  type MethodSummary,
  type PasskeyRecords,
  type StoredPasskey,
} from '#identity/index.ts';

/** What the fake passkey records look at. */
export interface KeptPasskeys {
  readonly people: ReadonlyMap<PersonId, Omit<LocalPerson, 'passkeys'>>;
  readonly passkeys: Map<string, StoredPasskey>;
  readonly spentChallenges: Set<string>;
}

/** The passkeys of a person that may sign them in. */
export function usablePasskeys(
  kept: Pick<KeptPasskeys, 'passkeys'>,
  person: PersonId,
): LocalPerson['passkeys'] {
  return [...kept.passkeys.values()]
    .filter((passkey) => passkey.person === person && passkey.copiedAt === undefined)
    .map(({ credential, transports }) => ({ credential, transports }));
}

/** Passkeys in memory. */
export function fakePasskeys(kept: KeptPasskeys, clock: Clock): PasskeyRecords {
  const { passkeys } = kept;
  const ofPerson = (person: PersonId) => [...passkeys.values()].filter((one) => one.person === person);
  const methodsOf = (person: PersonId): MethodSummary => {
    const found = kept.people.get(person);
    return {
      ...(found?.passwordHash === undefined ? {} : { password: { createdAt: 0 } }),
      authenticators: (found?.totp ?? []).map(() => ({ createdAt: 0 })),
      recoveryCodesLeft: found?.recoveryCodesLeft ?? 0,
      ...(found?.vouchedBy === undefined ? {} : { vouchedBy: found.vouchedBy }),
      passkeys: ofPerson(person),
    };
  };
  return {
    byCredential: async (credential) => [...passkeys.values()].find((one) => one.credential === credential),
    methods: async (person) => methodsOf(person),
    async add({ most, ...asked }) {
      const { session: _, ...passkey } = asked;
      const person = kept.people.get(passkey.person);
      if (person === undefined || person.disabled) return 'gone';
      if (ofPerson(person.id).length >= most) return 'too-many';
      if ([...passkeys.values()].some(({ credential }) => credential === passkey.credential)) return 'known';
      passkeys.set(passkey.id, { ...passkey, createdAt: clock.wall() });
      return 'added';
    },
    async takeCount({ id, counter, backedUp }) {
      const passkey = passkeys.get(id);
      if (passkey === undefined || passkey.copiedAt !== undefined) return false;
      if (passkey.counter >= counter && (passkey.counter > 0 || counter > 0)) return false;
      passkeys.set(id, { ...passkey, counter, backedUp, usedAt: clock.wall() });
      return true;
    },
    async markCopied(id) {
      const passkey = passkeys.get(id);
      if (passkey === undefined || passkey.copiedAt !== undefined) return false;
      passkeys.set(id, { ...passkey, copiedAt: clock.wall() });
      return true;
    },
    async rename({ person, id, name }) {
      const passkey = passkeys.get(id);
      if (passkey?.person !== person) return 'gone';
      passkeys.set(id, { ...passkey, name });
      return 'renamed';
    },
    async remove({ person, id }) {
      if (passkeys.get(id)?.person !== person) return 'gone';
      const left = ofPerson(person).filter((passkey) => passkey.id !== id);
      if (!keepsAWayIn({ ...methodsOf(person), passkeys: left })) return 'last';
      passkeys.delete(id);
      return 'removed';
    },
    async spendChallenge(hash) {
      if (kept.spentChallenges.has(hash)) return false;
      kept.spentChallenges.add(hash);
      return true;
    },
  };
}
