import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId, type PersonId, type ProviderId, type SessionId } from '#base/ids.ts';
import { type LiarProvider, startLiarProvider } from '#testing/liar-provider.ts';
import { addProvider, throughProvider } from '#testing/provider-ways.ts';
import { storedIdentity, type StoredIdentity } from '#testing/stored-identity.ts';

// Nobody takes away the last way in that they have, by whichever page and however many at once.

let test: StoredIdentity;
let liar: LiarProvider;
let staff: ProviderId;
let other: ProviderId;
let count = 0;

beforeAll(async () => {
  [test, liar] = await Promise.all([storedIdentity({ providerTimeoutMs: 1_500 }), startLiarProvider()]);
  ({ id: staff } = await addProvider(test, liar, { settings: { secondFactor: 'theirs' } }));
  ({ id: other } = await addProvider(test, { ...liar, issuer: 'https://other.example' }, { name: 'other' }));
});
afterAll(async () => {
  await Promise.all([test?.close(), liar?.close()]);
});
beforeEach(async () => {
  count += 1;
  await test.run(`update providers set state = 'enabled'`);
});

type Way = 'password' | 'authenticator' | 'passkey' | 'staff' | 'other';

async function personWith(ways: readonly Way[], issuer = 'local'): Promise<PersonId> {
  const { store } = test;
  const id = newId('person');
  const email = `${id}@example.org`;
  await store.people.insert({ id, issuer, subject: id, name: 'Ada', email, state: 'enabled' });
  if (ways.includes('password'))
    await store.credentials.setPassword({ id: newId('credential'), personId: id, hash: 'h' });
  if (ways.includes('authenticator'))
    await store.credentials.addTotp({ id: newId('credential'), personId: id, sealed: Buffer.alloc(1) });
  if (ways.includes('passkey')) {
    const bytes = { credentialId: `c-${id}`, publicKey: Buffer.alloc(1), transports: [] };
    const told = { counter: 0, model: '', mayBeBackedUp: false, backedUp: false, name: 'Key' };
    await store.passkeys.insert({ id: `pk-${id}`, personId: id, ...bytes, ...told });
  }
  for (const [name, providerId, from] of [
    ['staff', staff, liar.issuer],
    ['other', other, 'https://other.example'],
  ] as const)
    if (ways.includes(name))
      await store.identities.insertNew({ issuer: from, subject: id, providerId, personId: id, login: null });
  return id;
}

const from = { address: '192.0.2.1', userAgent: 'test' };
const unlinkIn = (session: SessionId, person: PersonId, provider: ProviderId = staff) =>
  test.identity.providers?.federation.unlink({ person, session, provider, from });
const unlink = async (person: PersonId, provider: ProviderId = staff) => {
  const { session } = await test.identity.sessions.open({ person, methods: ['pwd', 'otp'], from });
  return unlinkIn(session, person, provider);
};
const linked = async (person: PersonId) =>
  (await test.store.identities.ofPerson(person)).map(({ providerId }) => providerId);

it.each([
  ['an authenticator alone', ['staff', 'authenticator'], 'last'],
  ['nothing', ['staff'], 'last'],
  ['a password without a second factor', ['staff', 'password'], 'last'],
  ['a password and an authenticator', ['staff', 'password', 'authenticator'], 'unlinked'],
  ['another provider, which asks for a second factor on the way', ['staff', 'other'], 'unlinked'],
  ['a passkey', ['staff', 'passkey'], 'unlinked'],
] as const)('unlinks one of our own, who has left: %s', async (_what, ways, came) => {
  const person = await personWith(ways);
  expect(await unlink(person)).toBe(came);
  expect((await linked(person)).includes(staff)).toBe(came === 'last');
});

it('counts no provider that is switched off', async () => {
  const person = await personWith(['staff', 'other', 'authenticator']);
  await test.run(`update providers set state = 'disabled' where id = $1`, [other]);
  expect(await unlink(person)).toBe('last');
});

it('counts no passkey and no password of somebody whom a provider brought: they open nothing without it', async () => {
  const person = await personWith(['staff', 'passkey', 'password', 'authenticator'], liar.issuer);
  expect(await unlink(person)).toBe('last');
  expect(await linked(person)).toEqual([staff]);
});

it('keeps what the provider said of groups where nothing was unlinked, and tells nobody', async () => {
  const person = await personWith(['staff', 'authenticator']);
  const group = await test.store.groups.insert({ id: newId('group'), name: `g-${count}` });
  await test.run('insert into provider_memberships (person_id, group_id, provider_id) values ($1, $2, $3)', [
    person,
    group.id,
    staff,
  ]);
  const events = test.events.length;
  expect(await unlink(person)).toBe('last');
  expect((await test.store.groups.ofPeople([person])).get(person)).toHaveLength(1);
  expect(test.events.length).toBe(events);
});

it('says that it is gone where it was unlinked before', async () => {
  expect(await unlink(await personWith(['password', 'authenticator']))).toBe('gone');
});

it('leaves one of two ways in that are taken away at the same moment', async () => {
  for (let round = 0; round < 6; round += 1) {
    const person = await personWith(['staff', 'passkey', 'authenticator']);
    const { secret, session: id } = await test.identity.sessions.open({
      person,
      methods: ['pwd', 'otp'],
      from,
    });
    const session = await test.identity.sessions.find(secret);
    if (session === undefined) throw new Error('no session was opened');
    const removal = test.identity.methods.remove({ session, address: '192.0.2.1', id: `pk-${person}` });
    const [unlinked, removed] = await Promise.all([unlinkIn(id, person), removal]);
    const came = [unlinked, removed.ok ? 'removed' : removed.error];
    expect(came.filter((one) => one === 'last')).toHaveLength(1);
    const { passkeys } = await test.identity.methods.list(person);
    expect(passkeys.length + (await linked(person)).length).toBe(1);
  }
});

it('leaves one of two providers that are unlinked at the same moment', async () => {
  const person = await personWith(['staff', 'other']);
  const came = await Promise.all([unlink(person), unlink(person, other)]);
  expect(new Set(came)).toEqual(new Set(['last', 'unlinked']));
  expect(await linked(person)).toHaveLength(1);
});

it('says on the page why the last one stays', async () => {
  const browser = test.pages.browser();
  await browser.go(test.pages.start());
  await throughProvider(browser, liar, { sub: 'page', claims: { amr: ['mfa'] } });
  await browser.go('https://signin.sallyport.localhost:8443/identities');
  const page = await browser.send('/identities/unlink', {});
  expect([page.status, page.text]).toEqual([409, expect.stringContaining('Nothing else would let you in')]);
  expect(await test.identity.sessions.find(browser.signInSecret())).toBeDefined();
});
