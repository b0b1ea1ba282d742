import { createHash, randomBytes } from 'node:crypto';
import { systemClock } from '#base/clock.ts';
import { newId, type PersonId, type SessionId } from '#base/ids.ts';
import { openKeyring, openRootKeys } from '#ca/index.ts';
import { everything } from '#contracts/subjects.ts';
import { keyStorage, writeBuiltInPolicies } from '#control/index.ts';
import { mintToken } from '#gateway/index.ts';
import { openStore, type Store } from '#store/index.ts';
import type { Installation } from './installation.ts';

/** One sign-in with the token of the host that it opens. */
export interface SignIn {
  readonly session: SessionId;
  readonly person: PersonId;
  readonly token: string;
  readonly host: string;
}

export interface Population {
  readonly people: number;
  readonly sessions: number;
  readonly hosts: readonly string[];
}

/** Who has this label is to be refused by the policy that is written in mid-run. */
export const leaver = 'leaver';

const actor = { kind: 'system' } as const;

/** Makes somebody own the installation, so that gateways serve its apps. */
export async function claim(store: Store): Promise<void> {
  const id = newId('person');
  const owner = {
    id,
    issuer: 'local',
    subject: id,
    name: 'Owner',
    state: 'enabled' as const,
    roles: ['owner'],
  };
  await store.change(
    async (tx) => {
      await tx.people.insert(owner);
      // Policies are published only while some owner could still sign in.
      await tx.credentials.setPassword({ id: newId('event'), personId: id, hash: 'none' });
      await tx.installation.claim();
      return writeBuiltInPolicies(tx, { id });
    },
    (changes) => [...changes, { kind: 'config', subjects: [everything], cause: 'app-disabled', actor }],
  );
}

/** Signs people in, straight into the database: every second one is a leaver. Sessions go round the hosts. */
export async function signIn(
  store: Store,
  installation: Installation,
  population: Population,
): Promise<readonly SignIn[]> {
  const keys = await rollingKeys(store, installation);
  const people = Array.from({ length: population.people }, () => newId('person'));
  const made: SignIn[] = [];
  await store.transaction(async (tx) => {
    for (const [index, id] of people.entries()) {
      const labels = index % 2 === 1 ? [leaver] : [];
      await tx.people.insert({
        id,
        issuer: 'local',
        subject: id,
        name: `P${index}`,
        state: 'enabled',
        labels,
      });
    }
    for (let index = 0; index < population.sessions; index += 1) {
      const person = people[index % people.length];
      const host = population.hosts[Math.floor(index / 7) % population.hosts.length];
      const minted = mintToken(keys);
      if (person === undefined || host === undefined || minted === undefined) throw new Error('nobody there');
      const session = newId('session');
      const where = { address: '127.0.0.1', userAgent: 'bench' };
      await tx.sessions.insert({
        id: session,
        personId: person,
        secretHash: createHash('sha256').update(randomBytes(32)).digest('hex'),
        methods: ['pwd', 'otp'],
        absoluteSeconds: 43_200,
        idleSeconds: 3_600,
        ...where,
      });
      await tx.hostTokens.insert({
        hash: minted.hash,
        sessionId: session,
        host,
        methods: ['pwd', 'otp'],
        authenticatedAt: new Date(),
        ...where,
      });
      made.push({ session, person, token: minted.token, host });
    }
  });
  return made;
}

async function rollingKeys(store: Store, { dataDir, domain, publicPort }: Installation) {
  const keyring = await openKeyring({
    storage: keyStorage(store),
    rootKeys: await openRootKeys({ dataDir }),
    domain,
    issuer: `https://signin.${domain}:${publicPort}`,
    clock: systemClock,
  });
  return keyring.rollingKeys();
}

/** Opens the store of an installation for the measuring program. */
export function storeOf({ database }: Installation): Promise<Store> {
  return openStore({ database, connections: 4 });
}
