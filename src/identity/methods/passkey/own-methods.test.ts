import { beforeEach, expect, it } from 'vitest';
import { createTestIdentity, type Person, type TestIdentity } from '#testing/identity.ts';
import { addPasskey, passkeyFrom, passkeyOrigin as origin } from '#testing/passkey-ways.ts';
import { createSoftwareAuthenticator } from '#testing/software-passkeys.ts';
import { keepsAWayIn } from './keeps-a-way-in.ts';
import { mostPasskeys } from './own-methods.ts';

let at: TestIdentity;
let ada: Person;
const address = '192.0.2.1';

beforeEach(async () => {
  at = createTestIdentity();
  ada = await at.enrol({ name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' });
});

async function fresh(person = ada) {
  const { secret } = await at.identity.sessions.open({
    person: person.id,
    methods: ['hwk'],
    from: passkeyFrom,
  });
  const session = await at.identity.sessions.find(secret);
  if (session === undefined) throw new Error('no session');
  return { session, address };
}

const ids = () => [...at.records.kept.passkeys.keys()];

it('adds, names and removes passkeys, each on record', async () => {
  const aaguid = Buffer.from('bada5566a7aa401fbd9645619a55120d', 'hex');
  await addPasskey(at, ada.id, undefined, { aaguid });
  expect(at.audit.events.at(-1)?.data).toMatchObject({ added: 'hwk', name: '1Password' });
  const [id = ''] = ids();
  const changer = await fresh();
  expect((await at.identity.methods.rename({ ...changer, id, name: '  My \u202e phone ' })).ok).toBe(true);
  expect((await at.identity.methods.list(ada.id)).passkeys[0]?.name).toBe('My phone');
  expect(at.audit.events.at(-1)?.data).toMatchObject({ renamed: 'hwk', passkey: id, name: 'My phone' });
  expect((await at.identity.methods.remove({ ...changer, id })).ok).toBe(true);
  expect(at.audit.events.at(-1)).toMatchObject({
    kind: 'object-changed',
    data: { removed: 'hwk', passkey: id },
  });
  expect(ids()).toEqual([]);
});

it('changes nothing on a sign-in that is older than five minutes', async () => {
  await addPasskey(at, ada.id);
  const [id = ''] = ids();
  const { session } = await fresh();
  const stale = { session: { ...session, ageMs: 300_000 }, address };
  const refusal = { ok: false, error: 'stale' };
  const events = at.audit.events.length;
  const { ticket, options } = await at.identity.methods.offer({ ...stale, browser: 'b' });
  const response = createSoftwareAuthenticator({ origin }).create(options);
  expect(await at.identity.methods.add({ ...stale, browser: 'b', ticket, response })).toEqual(refusal);
  expect(await at.identity.methods.rename({ ...stale, id, name: 'x' })).toEqual(refusal);
  expect(await at.identity.methods.remove({ ...stale, id })).toEqual(refusal);
  expect(at.audit.events.length).toBe(events);
});

it('never removes the last way in', async () => {
  await addPasskey(at, ada.id);
  const kept = at.records.kept.people.get(ada.id);
  if (kept === undefined) throw new Error('nobody');
  // Without the authenticator app, a password alone signs nobody in, and recovery codes run out.
  at.records.kept.people.set(ada.id, { ...kept, totp: [] });
  const [id = ''] = ids();
  const remove = async () => at.identity.methods.remove({ ...(await fresh()), id });
  expect(await remove()).toEqual({ ok: false, error: 'last' });
  await addPasskey(at, ada.id);
  expect((await remove()).ok).toBe(true);
});

it('counts no passkey that was copied as a way in', () => {
  const none = { authenticators: [], recoveryCodesLeft: 10, passkeys: [] };
  const passkey = {
    id: 'crd_1',
    person: ada.id,
    credential: 'c',
    transports: [],
    publicKey: new Uint8Array(),
    counter: 0,
    model: '',
    mayBeBackedUp: false,
    backedUp: false,
    name: 'x',
    createdAt: 1,
  };
  expect(keepsAWayIn({ ...none, passkeys: [passkey] })).toBe(true);
  expect(keepsAWayIn({ ...none, passkeys: [{ ...passkey, copiedAt: 2 }] })).toBe(false);
  expect(keepsAWayIn({ ...none, password: { createdAt: 1 } })).toBe(false);
  expect(keepsAWayIn({ ...none, vouchedBy: 'provider', authenticators: [{ createdAt: 1 }] })).toBe(true);
  expect(keepsAWayIn({ ...none, password: { createdAt: 1 }, authenticators: [{ createdAt: 1 }] })).toBe(true);
});

it("touches nobody else's passkeys, and takes no empty or endless name", async () => {
  const eve = await at.enrol({ name: 'Eve', email: 'eve@example.org', password: 'quite another secret' });
  await addPasskey(at, ada.id);
  const [id = ''] = ids();
  const hers = await fresh(eve);
  expect(await at.identity.methods.remove({ ...hers, id })).toEqual({ ok: false, error: 'gone' });
  expect(await at.identity.methods.rename({ ...hers, id, name: 'mine' })).toEqual({
    ok: false,
    error: 'gone',
  });
  const mine = await fresh();
  for (const name of ['', ' \u200e ', 'x'.repeat(61)])
    expect(await at.identity.methods.rename({ ...mine, id, name })).toEqual({ ok: false, error: 'no-name' });
});

it('adds no more than a person can look after', async () => {
  for (let n = 0; n < mostPasskeys; n += 1) await addPasskey(at, ada.id);
  await expect(addPasskey(at, ada.id)).rejects.toThrow('too-many');
});
