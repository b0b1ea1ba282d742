import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId, type PersonId } from '#base/ids.ts';
import { createStoreProviderRecords, type SignInSession } from '#identity/index.ts';
import { setUpBy } from '#testing/pages.ts';
import { addPasskey, passkeyOrigin } from '#testing/passkey-ways.ts';
import { createSoftwareAuthenticator } from '#testing/software-passkeys.ts';
import { type StoredIdentity, storedIdentity } from '#testing/stored-identity.ts';

// A stranger who is being put out has something on its way that would let them in again: a passkey or provider of
// theirs, another password, or the last way in of the owner taken away. It was let in as long as the session lived, and
// is written after the owner said "this was not me". None of it counts.

let at: StoredIdentity;
let person: PersonId;
let thief: SignInSession;
const from = { address: '203.0.113.66', userAgent: 'x' };
beforeAll(async () => {
  at = await storedIdentity();
  await setUpBy(at.pages.browser(), at);
  person = String((await at.run('select id from people'))[0]?.['id']);
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.run('delete from sessions');
  thief = await opened();
});

async function opened(): Promise<SignInSession> {
  const { secret } = await at.identity.sessions.open({ person, methods: ['pwd', 'otp'], from });
  const session = await at.identity.sessions.find(secret);
  if (session === undefined) throw new Error('no session was opened');
  return session;
}

/** The owner says it; what the stranger's request has read before is what it goes on with. */
async function reportThief(): Promise<void> {
  const session = await opened();
  const reported = await at.identity.own?.reports.report({ session, about: thief.id, address: '192.0.2.1' });
  expect(reported?.ok).toBe(true);
}

it('plants no passkey', async () => {
  const place = { session: thief, address: from.address, browser: 'adding' };
  const { ticket, options } = await at.identity.methods.offer(place);
  const response = createSoftwareAuthenticator({ origin: passkeyOrigin }).create(options);
  await reportThief();
  const added = await at.identity.methods.add({ ...place, ticket, response });
  expect(added).toEqual({ ok: false, error: 'stale' });
  expect((await at.identity.methods.list(person)).passkeys).toEqual([]);
});

it('takes no passkey of the owner away, and gives none another name', async () => {
  await addPasskey({ identity: at.identity }, person);
  const [passkey] = (await at.identity.methods.list(person)).passkeys;
  const change = { session: thief, address: from.address, id: passkey?.id ?? '' };
  await reportThief();
  expect(await at.identity.methods.remove(change)).toEqual({ ok: false, error: 'stale' });
  expect(await at.identity.methods.rename({ ...change, name: 'mine' })).toEqual({
    ok: false,
    error: 'stale',
  });
  expect((await at.identity.methods.list(person)).passkeys).toMatchObject([{ name: passkey?.name }]);
});

it('chooses no password', async () => {
  await at.run('update credentials set locked_at = null');
  const before = await at.run(`select hash from credentials where kind = 'password'`);
  await reportThief();
  const typed = 'a password of the thief';
  const change = { session: thief, typed, again: typed, address: from.address, others: 'end' as const };
  expect(await at.identity.own?.password.change(change)).toMatchObject({ ok: false });
  expect(await at.run(`select hash from credentials where kind = 'password'`)).toEqual(before);
});

it('ties no provider to the owner, and unties none', async () => {
  const id = newId('provider');
  const row = { id, name: 'staff', title: 'Staff', issuer: 'https://idp.example', clientId: 'x' };
  await at.store.providers.insert({ ...row, settings: {}, sealed: null, state: 'enabled' });
  const identity = { issuer: row.issuer, subject: 'thief' };
  const records = createStoreProviderRecords({
    store: at.store,
    audit: { append: async () => ({ chain: 'c', seq: 1 }) },
  });
  await reportThief();
  const tie = { identity, provider: id, person, session: thief.id };
  expect(await records.link(tie)).toBe('over');
  expect(await at.store.identities.ofPerson(person)).toEqual([]);
  const owner = await opened();
  expect(await records.link({ ...tie, session: owner.id })).toBe('linked');
  expect(await records.unlink({ person, session: thief.id, provider: id })).toBe('gone');
  expect(await at.store.identities.ofPerson(person)).toHaveLength(1);
});
