import { type PersonId, newId } from '#base/ids.ts';
import type { Actor, AuditLog } from '#contracts/events.ts';
import { providerSettingsSchema, usualGroupsHoldMinutes } from '#contracts/provider-settings.ts';
import type { NewChange, PersonRow, ProviderRow, Repositories, Store } from '#store/index.ts';
import type { ToldPerson } from './claims.ts';
import type { Provider, ProviderIdentity } from './provider.ts';
import type { ProviderRecords } from './records.ts';
import { stillSignedIn } from '../sessions/still-signed-in.ts';
import { unlinkOwn } from './unlink-own.ts';

const actor: Actor = { kind: 'system' };

/** Reads a provider's row. */
export function providerOf(row: ProviderRow): Provider {
  const { id, name, title, issuer, clientId, sealed, state, version } = row;
  const settings = providerSettingsSchema.parse(row.settings);
  const rest = { enabled: state === 'enabled', version, settings };
  return { id, name, title, issuer, clientId, ...rest, ...(sealed === null ? {} : { sealedSecret: sealed }) };
}

/** Keeps what the providers' part of identity needs in the store. */
export function createStoreProviderRecords(deps: {
  readonly store: Store;
  readonly audit: AuditLog;
}): ProviderRecords {
  const { store, audit } = deps;
  const { providers, identities, providerSessions } = store;
  const read = (row: ProviderRow | undefined): Provider | undefined => row && providerOf(row);
  return {
    byId: async (id) => read(await providers.find(id)),
    byName: async (name) => read(await providers.findByName(name)),
    async enabled() {
      const rows = await providers.all();
      return rows.filter(({ state }) => state === 'enabled').map(providerOf);
    },
    personOf: async ({ issuer, subject }) => (await identities.find(issuer, subject))?.personId,
    join: (made) => store.transaction((tx) => join(tx, made)),
    link: ({ identity, provider, person, session, login }) =>
      store.transaction(async (tx) => {
        if (!(await stillSignedIn(tx, { person, session }))) return 'over';
        const tied = { ...identity, providerId: provider, personId: person, login: login ?? null };
        if (await tx.identities.insertNew(tied)) return 'linked';
        const there = await tx.identities.find(identity.issuer, identity.subject);
        return there?.personId === person ? 'linked' : 'taken';
      }),
    acceptInvitation: (accepted) => acceptInvitation(store, accepted),
    note: (said) => note(store, audit, said),
    lastRevokedAt: (person) => store.providerSessions.lastRevokedAt(person),
    tie: ({ session, identity, provider, sid, sealed, refreshInMs }) =>
      providerSessions.put(
        {
          sessionId: session,
          providerId: provider,
          ...identity,
          sid: sid ?? null,
          sealed: sealed === undefined ? null : Buffer.from(sealed),
        },
        refreshInMs / 1000,
      ),
    async tieOf(session) {
      const row = await providerSessions.find(session);
      if (row === undefined) return undefined;
      const { issuer, subject, providerId: provider, sid, sealed } = row;
      return {
        identity: { issuer, subject },
        provider,
        ...(sid === null ? {} : { sid }),
        ...(sealed === null ? {} : { sealed }),
      };
    },
    async takeDue(most, leaseMs) {
      const rows = await providerSessions.takeDue(most, leaseMs / 1000);
      return rows.flatMap(({ sessionId, personId, providerId, issuer, subject, sealed, tries }) =>
        sealed === null
          ? []
          : [{ session: sessionId, person: personId, provider: providerId, issuer, subject, sealed, tries }],
      );
    },
    keepToken: (session, sealed) => providerSessions.keepToken(session, Buffer.from(sealed)),
    refreshed: (session, nextMs) => providerSessions.refreshed(session, nextMs / 1000),
    due: (session, inMs) => providerSessions.due(session, inMs / 1000),
    async forgetOldGroups() {
      const { value } = await store.change(
        (tx) => tx.identities.forgetOldGroups(usualGroupsHoldMinutes),
        (people) => recheck([...new Set(people)]),
      );
      return value;
    },
    async end({ provider, subject, sid, person, cause }) {
      const { value } = await store.change(
        async (tx) => {
          const found = await tx.providerSessions.live({
            providerId: provider,
            subject,
            sid,
            personId: person,
          });
          const ended = await tx.sessions.end(
            found.map(({ id }) => id),
            cause,
          );
          return found.filter(({ id }) => ended.includes(id));
        },
        (ended) =>
          ended.length === 0 ? [] : [{ kind: 'revoke', subjects: ended.map(({ id }) => id), cause, actor }],
      );
      return value.map(({ id, personId }) => ({ id, person: personId }));
    },
    burnLogout: (hash, keepMs) => providerSessions.burnLogout(hash, keepMs / 1000),
    async identitiesOf(person) {
      const [rows, all] = await Promise.all([identities.ofPerson(person), providers.all()]);
      return rows.flatMap(({ providerId, login, createdAt }) => {
        const title = all.find(({ id }) => id === providerId)?.title;
        if (title === undefined) return [];
        return [{ provider: providerId, title, since: createdAt, ...(login === null ? {} : { login }) }];
      });
    },
    unlink: (change) => unlinkOwn(store, change),
    providerOfSession: async (session) => (await providerSessions.find(session))?.providerId,
  };
}

function recheck(people: readonly PersonId[]): readonly NewChange[] {
  if (people.length === 0) return [];
  return [{ kind: 'recheck', subjects: people, cause: 'group-changed', actor }];
}

async function join(
  tx: Repositories,
  made: { readonly identity: ProviderIdentity; readonly provider: string; readonly told: ToldPerson },
): Promise<{ readonly person: PersonId; readonly made: 'now' | 'before' }> {
  const { identity, provider, told } = made;
  const { issuer, subject } = identity;
  // Somebody who came by this issuer before it was removed and added again is still who they were.
  const known = await tx.people.findBySubject(issuer, subject);
  const id = known?.id ?? newId('person');
  if (known === undefined) {
    const email = told.email ?? null;
    await tx.people.insertNew({ id, issuer, subject, name: told.name, email, state: 'enabled' });
  }
  const row = known ?? (await tx.people.findBySubject(issuer, subject));
  if (row === undefined) throw new Error('a person that was just made is gone');
  const tied = { issuer, subject, providerId: provider, personId: row.id, login: told.login ?? null };
  if (await tx.identities.insertNew(tied))
    return { person: row.id, made: row.id === id && known === undefined ? 'now' : 'before' };
  // Of two that came together the other was first, or the identity was linked to somebody meanwhile.
  const theirs = await tx.identities.find(issuer, subject);
  if (theirs === undefined) throw new Error('an identity vanished while it was joined');
  return { person: theirs.personId, made: 'before' };
}

async function acceptInvitation(
  store: Store,
  accepted: Parameters<ProviderRecords['acceptInvitation']>[0],
): Promise<'linked' | 'taken' | 'over'> {
  const { identity, provider, person: id, journey, login } = accepted;
  return store
    .transaction(async (tx) => {
      const taken = await tx.identities.find(identity.issuer, identity.subject);
      if (taken !== undefined) return 'taken' as const;
      if (!(await tx.journeys.remove(journey))) return 'over' as const;
      const person = await tx.people.find(id);
      if (person?.state !== 'invited') return 'over' as const;
      const written = await tx.people.update({ id, version: person.version }, { state: 'enabled' });
      if (!written.ok) throw new Error('the person was changed during an enrolment');
      const tied = { ...identity, providerId: provider, personId: id, login: login ?? null };
      if (!(await tx.identities.insertNew(tied))) throw new Taken();
      return 'linked' as const;
    })
    .catch((thrown: unknown) => {
      if (thrown instanceof Taken) return 'taken' as const;
      throw thrown;
    });
}

// Undoes what the transaction wrote before somebody else was faster.
class Taken extends Error {}

async function note(
  store: Store,
  audit: AuditLog,
  said: Parameters<ProviderRecords['note']>[0],
): Promise<void> {
  const { identity, provider, person: id, told } = said;
  await store.change(
    async (tx) => {
      const { groups } = told;
      const state = groups.kind === 'not-asked' ? 'none' : groups.kind;
      const names =
        groups.kind === 'known' ? groups.names.map((name) => `${provider.settings.groupPrefix}${name}`) : [];
      // Unknown groups stay as they lie, for people to read; no decision reads them.
      const set =
        groups.kind === 'unknown'
          ? { changed: false, made: [] }
          : await tx.identities.setGroups({
              personId: id,
              providerId: provider.id,
              names,
              unknown: provider.settings.unknownGroups,
            });
      const other = await tx.identities.noteGroups(identity, state);
      await tx.identities.touch(identity, told.login ?? null);
      const renamed = await rename(tx, { id, identity, told });
      const changed = set.changed || other;
      if (changed || renamed) {
        await audit.append({
          kind: 'object-changed',
          actor,
          about: [id, provider.id, ...set.made.slice(0, 100)],
          data: {
            type: 'provider-word',
            groups: state,
            count: names.length,
            made: set.made.length,
            renamed,
            ...(groups.kind === 'unknown' ? { why: groups.why } : {}),
          },
        });
      }
      return { changed, renamed };
    },
    ({ changed, renamed }) => {
      if (!changed && !renamed) return [];
      return [
        { kind: 'recheck', subjects: [id], cause: changed ? 'group-changed' : 'person-changed', actor },
      ];
    },
  );
}

// Name and address of somebody whom only this provider vouches for are the provider's to say.
async function rename(
  tx: Repositories,
  {
    id,
    identity,
    told,
  }: { readonly id: PersonId; readonly identity: ProviderIdentity; readonly told: ToldPerson },
): Promise<boolean> {
  const row: PersonRow | undefined = await tx.people.find(id);
  if (row?.issuer !== identity.issuer) return false;
  const email = told.email ?? null;
  if (row.name === told.name && row.email === email) return false;
  const written = await tx.people.update({ id, version: row.version }, { name: told.name, email });
  return written.ok;
}
