import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { groups } from '#contracts/api/groups.ts';
import { installation } from '#contracts/api/installation.ts';
import { people } from '#contracts/api/people.ts';
import { openTestApi, type TestPerson } from '#testing/api.ts';
import { addSession } from '#testing/store.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let ada: TestPerson;
let eve: TestPerson;
const provider = newId('provider');

beforeAll(async () => {
  test = await openTestApi();
  ada = await test.person('Ada');
  eve = await test.person('Eve');
  await test.store.providers.insert({
    id: provider,
    name: 'corp',
    title: 'Corp',
    issuer: 'https://id.example.org',
    clientId: 'us',
    settings: {},
  });
  const staff = await test.local.call(groups.create, { body: { name: 'staff' } });
  for (const name of ['finance', 'travel'])
    await test.local.call(groups.create, { body: { name, parents: [staff.id] } });
  await test.local.call(groups.add, { params: { group: 'finance', person: ada.id } });
  const identity = { issuer: 'https://id.example.org', subject: 'ada', login: 'ada@corp' };
  await test.store.identities.insertNew({ ...identity, providerId: provider, personId: ada.id });
  await test.store.identities.setGroups({
    personId: ada.id,
    providerId: provider,
    names: ['travel'],
    unknown: 'ignore',
  });
  await test.store.identities.noteGroups(identity, 'known');
});
afterAll(() => test.close());

it('says of each group by whose word it is', async () => {
  const { known, items } = await ada.client.call(people.groups, { params: { person: ada.id } });
  expect(known).toBe(true);
  expect(items).toMatchObject([
    { name: 'finance', ours: true, providers: [], through: [] },
    { name: 'staff', ours: false, providers: [], through: [{ name: 'finance' }, { name: 'travel' }] },
    { name: 'travel', ours: false, providers: [{ id: provider, title: 'Corp' }], through: [] },
  ]);
});

it('says that groups are unknown when the provider did not say', async () => {
  await test.store.identities.noteGroups({ issuer: 'https://id.example.org', subject: 'ada' }, 'unknown');
  expect(await test.local.call(people.groups, { params: { person: ada.id } })).toMatchObject({
    known: false,
  });
  const { items } = await test.local.call(installation.attention, {});
  expect(items).toContainEqual(expect.objectContaining({ kind: 'groups-unknown', count: 1 }));
});

it('lists the providers that vouch for somebody', async () => {
  const { items } = await test.local.call(people.identities, { params: { person: ada.id } });
  expect(items).toMatchObject([
    { provider: { title: 'Corp' }, subject: 'ada', login: 'ada@corp', groups: 'unknown' },
  ]);
});

it('tells nobody of somebody else, nor whether there is such a person', async () => {
  for (const person of [ada.id, newId('person')]) {
    for (const operation of [people.groups, people.identities])
      await expect(eve.client.call(operation, { params: { person } })).rejects.toMatchObject({
        problem: { status: 404 },
      });
  }
  await expect(eve.client.call(installation.attention, {})).rejects.toMatchObject({
    problem: { status: 403 },
  });
});

it('removes a lost passkey, and ends what rests on one', async () => {
  const id = newId('credential');
  await test.run(
    `insert into passkeys (id, person_id, credential_id, public_key, counter, name, model, may_be_backed_up, backed_up)
     values ($1, $2, $3, $4, 0, 'Key', 'none', false, false)`,
    [id, ada.id, 'lost', Buffer.from('k')],
  );
  const resting = await addSession(test.store, ada.row, { methods: ['hwk'] });
  await test.changes();
  const params = { person: ada.id, passkey: id };
  await expect(eve.client.call(people.removePasskey, { params })).rejects.toMatchObject({
    problem: { status: 403 },
  });
  await test.owner.client.call(people.removePasskey, { params });
  expect(await test.changes()).toMatchObject([{ kind: 'revoke', subjects: [resting.id] }]);
  expect(await test.store.sessions.find(ada.session)).toMatchObject({ endedAt: null });
  expect(test.events.at(-1)).toMatchObject({ kind: 'object-removed', data: { type: 'passkey', ended: 1 } });
  await expect(test.owner.client.call(people.removePasskey, { params })).rejects.toMatchObject({
    problem: { status: 404 },
  });
});

it('shows a use of the way back in until somebody says that they saw it', async () => {
  const bytes = Buffer.from('x');
  const payload = Buffer.from(
    JSON.stringify({ kind: 'recovered', actor: { kind: 'local' }, about: [], data: {} }),
  );
  const at = new Date();
  await test.store.audit.append([
    { chain: 'c', seq: 1, at, kind: 'recovered', about: [], bytes, hash: bytes, payload, salt: bytes },
  ]);
  const shown = async () => {
    const { items } = await test.local.call(installation.attention, {});
    return items.find(({ kind }) => kind === 'recovered');
  };
  expect(await shown()).toMatchObject({ severity: 'urgent', count: 1, at: at.getTime() });
  const refused = eve.client.call(installation.acknowledge, { body: { until: at.getTime() } });
  await expect(refused).rejects.toMatchObject({ problem: { status: 403 } });
  await test.owner.client.call(installation.acknowledge, { body: { until: at.getTime() - 1 } });
  expect(await shown()).toBeDefined();
  await test.owner.client.call(installation.acknowledge, { body: { until: at.getTime() } });
  expect(await shown()).toBeUndefined();
});

it('tells of a single owner, of no backup, and of policies that only observe', async () => {
  const { items, lastBackupAt } = await test.local.call(installation.attention, {});
  expect(lastBackupAt).toBeNull();
  expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['one-owner', 'no-backup']));
  await test.person('Otto', ['owner']);
  const after = await test.local.call(installation.attention, {});
  expect(after.items.map(({ kind }) => kind)).not.toContain('one-owner');
});
