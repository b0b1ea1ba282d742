import { afterAll, beforeAll, expect, it } from 'vitest';
import { groups } from '#contracts/api/groups.ts';
import { people } from '#contracts/api/people.ts';
import { openTestApi } from '#testing/api.ts';
import { addSession } from '#testing/store.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

const told = async () =>
  (await test.changes()).map(({ kind, subjects, cause }) => [kind, ...subjects, cause]);

it('invites somebody with a link, in their groups from the start', async () => {
  const group = await test.local.call(groups.create, { body: { name: 'Staff' } });
  const { person, link } = await test.owner.client.call(people.invite, {
    body: { name: 'Ada', email: 'Ada@Example.org', groups: [group.id] },
  });
  expect(person).toMatchObject({
    state: 'invited',
    email: 'ada@example.org',
    issuer: 'local',
    roles: [],
    groups: [{ id: group.id, name: 'Staff' }],
  });
  expect(link.url).toContain('/invitation?code=');
  expect(test.events.find(({ about }) => about.includes(person.id))).toMatchObject({
    kind: 'object-created',
  });
  const twice = test.local.call(people.invite, { body: { name: 'Eve', email: 'ADA@example.org' } });
  await expect(twice).rejects.toMatchObject({ problem: { status: 409 } });
});

it('cuts whoever is disabled, ends their sessions and burns their links', async () => {
  const ben = await test.person('Ben');
  await test.store.links.insert({ id: 'lnk_ben', hash: 'h', kind: 'reset', personId: ben.id }, 600);
  await test.changes();
  const { version } = await test.local.call(people.get, { params: { person: ben.id } });
  const params = { person: ben.id };
  const off = await test.local.call(people.update, { params, version, body: { state: 'disabled' } });
  expect(await told()).toEqual([['revoke', ben.id, 'person-disabled']]);
  expect(await test.store.sessions.find(ben.session)).toMatchObject({ endReason: 'person-disabled' });
  expect(await test.store.links.openOfPerson(ben.id)).toEqual([]);
  await expect(ben.client.call(people.get, { params })).rejects.toMatchObject({ problem: { status: 401 } });
  const on = await test.local.call(people.update, {
    params,
    version: off.version,
    body: { state: 'enabled' },
  });
  expect(on.state).toBe('enabled');
  expect(await told()).toEqual([['recheck', ben.id, 'person-changed']]);
});

it('has what somebody holds open decided anew when they enter or leave a group, once each', async () => {
  const cleo = await test.person('Cleo');
  const { id } = await test.local.call(groups.create, { body: { name: 'Crew' } });
  await test.changes();
  const params = { group: 'Crew', person: cleo.id };
  await test.local.call(groups.add, { params });
  await test.local.call(groups.add, { params });
  expect(await told()).toEqual([['recheck', cleo.id, 'group-changed']]);
  const members = await test.local.call(groups.members, { params: { group: id } });
  expect(members.items.map((member) => member.id)).toEqual([cleo.id]);
  await test.local.call(groups.drop, { params });
  expect(await told()).toEqual([['recheck', cleo.id, 'group-changed']]);
});

it('says a change of a group about the group, which reaches everybody below it', async () => {
  const top = await test.local.call(groups.create, { body: { name: 'Top' } });
  const mid = await test.local.call(groups.create, { body: { name: 'Mid', parents: [top.id] } });
  await test.changes();
  const circle = test.local.call(groups.update, {
    params: { group: top.id },
    version: top.version,
    body: { parents: [mid.id] },
  });
  await expect(circle).rejects.toMatchObject({ problem: { status: 409 } });
  expect(await told()).toEqual([]);
  await test.local.call(groups.update, {
    params: { group: mid.id },
    version: mid.version,
    body: { parents: [] },
  });
  expect(await told()).toEqual([['recheck', mid.id, 'group-changed']]);
  await test.local.call(groups.remove, { params: { group: top.id }, version: top.version });
  expect(await told()).toEqual([['recheck', top.id, 'group-changed']]);
});

it('lets only who may grant roles give one, or make a link for somebody who has one', async () => {
  const policies = `permit (principal is Person, action in [Action::"read", Action::"write"], resource)
    when { principal.roles.contains("admin") };`;
  const { policies: api } = await import('#contracts/api/policies.ts');
  await test.local.call(api.create, { body: { name: 'admins-write', text: policies } });
  await test.reload();
  const admin = await test.person('Adam', ['admin']);
  const dora = await test.person('Dora');
  const params = { person: dora.id };
  const { version } = await admin.client.call(people.get, { params });
  const rename = admin.client.call(people.update, { params, version, body: { name: 'Dora D.' } });
  await expect(rename).resolves.toMatchObject({ name: 'Dora D.' });
  const refused = { problem: { status: 403, code: 'not-permitted' } };
  const rise = admin.client.call(people.update, {
    params,
    version: version + 1,
    body: { roles: ['owner'] },
  });
  await expect(rise).rejects.toMatchObject(refused);
  const take = admin.client.call(people.resetLink, { params: { person: test.owner.id } });
  await expect(take).rejects.toMatchObject(refused);
  await expect(admin.client.call(people.resetLink, { params })).resolves.toMatchObject({
    url: expect.stringContaining('/reset?code='),
  });
});

it('removes somebody with all that is theirs', async () => {
  const finn = await test.person('Finn');
  await addSession(test.store, finn.row);
  await test.changes();
  await test.local.call(people.remove, { params: { person: finn.id }, version: 1 });
  expect(await told()).toEqual([['revoke', finn.id, 'person-disabled']]);
  expect(await test.store.sessions.find(finn.session)).toBeUndefined();
});

it('shows what somebody signs in with, without its secrets, to them and to whoever may read everybody', async () => {
  const nora = await test.person('Nora');
  const eli = await test.person('Otto');
  const id = 'crd_nora';
  await test.store.passkeys.insert({
    id,
    personId: nora.id,
    credentialId: 'the-credential',
    publicKey: Buffer.from('key'),
    counter: 7,
    model: 'm',
    mayBeBackedUp: true,
    backedUp: true,
    name: 'Blue phone',
  });
  const params = { person: nora.id };
  const methods = await test.owner.client.call(people.methods, { params });
  expect(methods).toMatchObject({ password: null, authenticators: [], recoveryCodesLeft: 0 });
  expect(methods.passkeys).toMatchObject([
    { name: 'Blue phone', backedUp: true, usedAt: null, copiedAt: null },
  ]);
  expect(JSON.stringify(methods)).not.toContain('the-credential');
  expect(await nora.client.call(people.methods, { params })).toEqual(methods);
  const other = eli.client.call(people.methods, { params });
  await expect(other).rejects.toMatchObject({ problem: { status: 404 } });
});
