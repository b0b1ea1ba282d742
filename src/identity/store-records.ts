import { newId, type PersonId } from '#base/ids.ts';
import type { Actor } from '#contracts/events.ts';
import type { NewChange, PersonToSignIn, Repositories, Store } from '#store/index.ts';
import type { IdentityRecords } from './create-identity.ts';
import { passkeyRecords, passkeyRow } from './methods/passkey/store-passkeys.ts';
import type { LocalPerson, NewCredentials, SessionRecords } from './records.ts';
import { stillStands } from './sessions/still-stands.ts';

/** The issuer of the people whom we vouch for ourselves. */
export const localIssuer = 'local';

/** How long sessions live, seconds. */
export interface SessionLimits {
  readonly absoluteSeconds: number;
  readonly idleSeconds: number;
}

/**
 * What else comes into being with an owner: built-in policies, and the changes that tell of them. Runs inside
 * the transaction that claims the installation.
 */
export type OnClaim = (
  tx: Repositories,
  owner: { readonly id: PersonId; readonly name: string },
) => Promise<readonly NewChange[]>;

/** Keeps identity's records in the store. */
export function createStoreRecords(deps: {
  readonly store: Store;
  readonly limits: SessionLimits;
  readonly onClaim: OnClaim;
  /**
   * Waits, for a bounded time, until gateways serve what a claim brought into being: whoever claimed goes on to hosts
   * that nobody served before.
   */
  readonly served?: (change: number) => Promise<unknown>;
}): IdentityRecords {
  const { store, limits } = deps;
  const { signIn, journeys, throttles, links } = store;
  return {
    people: {
      byLogin: async (login) => localPerson(await signIn.personByLogin(login)),
      byId: async (id) => localPerson(await signIn.personById(id)),
      recentAddresses: (login) => signIn.recentAddresses(login),
    },
    credentials: {
      acceptTotpStep: (credential, step) => store.credentials.takeTotpStep(credential, step),
      useRecoveryCode: (person, hash) => store.credentials.burnRecoveryCode(person, hash),
      rehashPassword: (person, before, after) => signIn.replacePasswordHash(person, before, after),
    },
    passkeys: passkeyRecords(store),
    enrolment: enrolmentRecords(deps),
    sessions: sessionRecords(store, limits),
    codes: {
      async put({ hash, session, host, nonceHash, strength, lifetimeMs }) {
        const authenticatedAt = new Date(strength.authenticatedAt);
        const code = { hash, sessionId: session, host, nonceHash, methods: [...strength.methods] };
        await store.codes.insert({ ...code, authenticatedAt }, lifetimeMs / 1000);
      },
    },
    links: {
      async put({ id, hash, kind, person, lifetimeMs }) {
        await store.transaction(async (tx) => {
          await tx.links.withdraw(kind, person ?? null);
          await tx.links.insert({ id, hash, kind, personId: person ?? null }, lifetimeMs / 1000);
        });
      },
      async use(hash, kinds) {
        for (const kind of kinds) {
          const row = await links.use(kind, hash);
          if (row === undefined) continue;
          return row.personId === null ? { id: row.id, kind } : { id: row.id, kind, person: row.personId };
        }
        return undefined;
      },
    },
    journeys: {
      put: ({ hash, kind, sealed, lifetimeMs }) =>
        journeys.insert({ hash, kind, sealed: Buffer.from(sealed) }, lifetimeMs / 1000),
      get: (hash, kind) => journeys.find(hash, kind),
      replace: ({ hash, version, sealed }) =>
        journeys.replace({ hash, version, sealed: Buffer.from(sealed) }),
      countTry: (hash, most) => journeys.countTry(hash, most),
      remove: (hash) => journeys.remove(hash),
    },
    throttles: {
      take: (key, pace) => throttles.take(key, pace),
      giveBack: (key) => throttles.giveBack(key),
      forget: (key) => throttles.clear([key]),
    },
  };
}

function localPerson(row: PersonToSignIn | undefined): LocalPerson | undefined {
  if (row === undefined) return undefined;
  const { id, name, email, state, passwordHash, totp, recoveryCodesLeft, passkeys, vouched } = row;
  const { passwordLocked } = row;
  return {
    id,
    name,
    disabled: state === 'disabled',
    totp,
    recoveryCodesLeft,
    passkeys,
    ...(email === null ? {} : { email }),
    ...(passwordHash === null ? {} : { passwordHash }),
    ...(passwordLocked ? { passwordLocked } : {}),
    ...(vouched && passwordHash === null ? { vouchedBy: 'provider' as const } : {}),
  };
}

function sessionRecords(store: Store, limits: SessionLimits): SessionRecords {
  const { signIn } = store;
  return {
    create: ({ id, person, secretHash, methods, address, userAgent, restsOn }) =>
      store.transaction(async (tx) => {
        if (!(await stillStands(tx, person, restsOn))) return undefined;
        const made = { id, personId: person, secretHash, methods: [...methods], address, userAgent };
        await tx.sessions.insert({ ...made, ...limits });
        const row = await tx.sessions.find(id);
        if (row === undefined) throw new Error('a session that was just made is gone');
        return { methods: row.methods, authenticatedAt: row.authenticatedAt };
      }),
    async bySecretHash(hash) {
      const row = await signIn.sessionBySecret(hash);
      if (row === undefined) return undefined;
      const { id, personId: person, name, email, methods, authenticatedAt, ageMs } = row;
      return { id, person, name, login: email ?? name, strength: { methods, authenticatedAt }, ageMs };
    },
    async raise({ id, secretHash, methods, proved }) {
      if (proved === 'kept') {
        const authenticatedAt = await signIn.extendSession(id, { secretHash, methods });
        return authenticatedAt === undefined ? undefined : { methods, authenticatedAt };
      }
      if (!(await store.sessions.raise(id, { secretHash, methods: [...methods] }))) return undefined;
      const row = await store.sessions.find(id);
      return row && { methods: row.methods, authenticatedAt: row.authenticatedAt };
    },
    async end({ person, sessions, cause }) {
      const actor: Actor = { kind: 'person', id: person };
      const { value } = await store.change(
        async (tx) => {
          if (sessions === 'all') return tx.sessions.endOfPerson(person, cause);
          const live = await tx.sessions.liveOfPerson(person);
          const own = live.map(({ id }) => id).filter((id) => sessions.includes(id));
          return tx.sessions.end(own, cause);
        },
        (ended) => (ended.length === 0 ? [] : [{ kind: 'revoke', subjects: ended, cause, actor }]),
      );
      return value;
    },
    list: (person) => store.sessions.liveOfPerson(person),
  };
}

function enrolmentRecords({
  store,
  onClaim,
  served,
}: Parameters<typeof createStoreRecords>[0]): IdentityRecords['enrolment'] {
  return {
    claimed: () => store.installation.isClaimed(),
    async claim({ organisation, person, credentials, journey }) {
      const actor: Actor = { kind: 'person', id: person.id, name: person.name };
      const { value, change } = await store.change(
        async (tx) => {
          // The row of the installation is locked from here to the commit: a second claimer waits, then gets no.
          if (!(await tx.installation.claim())) return undefined;
          if (!(await tx.journeys.remove(journey))) throw new Error('the journey of a claim was over');
          const roles = ['owner'];
          const known = { id: person.id, name: person.name, email: person.email, roles };
          await tx.people.insert({ ...known, issuer: localIssuer, subject: person.id, state: 'enabled' });
          await putCredentials(tx, person.id, credentials);
          await tx.settings.put('organisation', organisation);
          return onClaim(tx, { id: person.id, name: person.name });
        },
        (more) =>
          more === undefined
            ? []
            : [...more, { kind: 'config', subjects: ['everything'], cause: 'installation-claimed', actor }],
      );
      if (change !== undefined) await served?.(change);
      return value !== undefined;
    },
    async enrol({ person: id, name, credentials, journey, cause }) {
      const actor: Actor = { kind: 'person', id };
      const { value } = await store.change(
        async (tx) => {
          if (!(await tx.journeys.remove(journey))) return undefined;
          const person = await tx.people.find(id);
          if (person === undefined || person.state === 'disabled') return undefined;
          const edit = { state: 'enabled' as const, ...(name === undefined ? {} : { name }) };
          // Somebody changed the person meanwhile: start over rather than undo what they did.
          const written = await tx.people.update({ id, version: person.version }, edit);
          if (!written.ok) throw new Error('the person was changed during an enrolment');
          await putCredentials(tx, id, credentials);
          return tx.sessions.endOfPerson(id, cause);
        },
        (ended) => (ended === undefined ? [] : [{ kind: 'revoke', subjects: [id, ...ended], cause, actor }]),
      );
      return value !== undefined;
    },
  };
}

async function putCredentials(tx: Repositories, personId: PersonId, made: NewCredentials): Promise<void> {
  await tx.credentials.removeOfPerson(personId);
  await tx.passkeys.removeOfPerson(personId);
  const { passwordHash: hash, totp, passkey } = made;
  if (hash !== undefined) await tx.credentials.setPassword({ id: newId('credential'), personId, hash });
  if (totp !== undefined) {
    await tx.credentials.addTotp({ id: totp.id, personId, sealed: Buffer.from(totp.sealed) });
    await tx.credentials.takeTotpStep(totp.id, totp.step);
  }
  if (passkey !== undefined && !(await tx.passkeys.insert(passkeyRow(personId, passkey))))
    throw new Error('a passkey of an enrolment is registered already');
  const codes = made.recoveryHashes.map((hash) => ({ id: newId('credential'), hash }));
  await tx.credentials.setRecoveryCodes(personId, codes);
}
