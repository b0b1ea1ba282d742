import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { apply } from '#contracts/api/apply.ts';
import { apps } from '#contracts/api/apps.ts';
import { groups } from '#contracts/api/groups.ts';
import { people } from '#contracts/api/people.ts';
import { policies } from '#contracts/api/policies.ts';
import { openTestApi, type TestPerson } from '#testing/api.ts';

// An administrator with less than all rights gives themselves more: somebody who may edit people, groups and apps, but
// neither grant roles nor touch the group that payroll is for.

let test: Awaited<ReturnType<typeof openTestApi>>;
let less: TestPerson;
let payroll: { id: string; version: number };
const refused = { problem: { status: 403, code: 'not-permitted' } };

beforeAll(async () => {
  test = await openTestApi();
  less = await test.person('Lesley', ['admin']);
  payroll = await test.local.call(groups.create, { body: { name: 'payroll' } });
  await test.local.call(policies.create, {
    body: {
      name: 'helpdesk',
      text: `permit (principal is Person, action in [Action::"read", Action::"write"], resource) when { principal.roles.contains("admin") };`,
    },
  });
  await test.local.call(policies.create, {
    body: {
      name: 'payroll-is-ours',
      text: `forbid (principal is Person, action == Action::"write", resource == Group::"payroll") unless { principal.roles.contains("owner") };`,
    },
  });
  await test.reload();
});
afterAll(() => test.close());

const members = async () => (await test.local.call(groups.members, { params: { group: 'payroll' } })).items;

it('may put nobody into a group that they may not change, in any way there is', async () => {
  const into = { params: { group: 'payroll', person: less.id } };
  await expect(less.client.call(groups.add, into)).rejects.toMatchObject(refused);
  const guest = { name: 'Guest', email: 'guest@example.org', groups: [payroll.id] };
  await expect(less.client.call(people.invite, { body: guest })).rejects.toMatchObject(refused);
  const below = { name: 'below', parents: [payroll.id] };
  await expect(less.client.call(groups.create, { body: below })).rejects.toMatchObject(refused);
  const mine = await less.client.call(groups.create, { body: { name: 'mine' } });
  const edit = { params: { group: mine.id }, version: mine.version, body: { parents: [payroll.id] } };
  await expect(less.client.call(groups.update, edit)).rejects.toMatchObject(refused);
  const objects = [{ kind: 'group' as const, name: 'mine', parents: ['payroll'] }];
  await expect(less.client.call(apply.write, { body: { objects } })).rejects.toMatchObject(refused);
  expect(await members()).toEqual([]);
  expect(await test.store.groups.findByName('below')).toBeUndefined();
  expect((await test.store.people.findLocal('guest@example.org'))?.id).toBeUndefined();
  // What they may, they may.
  await less.client.call(people.invite, { body: { ...guest, groups: [mine.id] } });
});

it('takes nobody out of it by taking a group of theirs out', async () => {
  const team = await test.local.call(groups.create, { body: { name: 'team', parents: [payroll.id] } });
  const edit = { params: { group: team.id }, version: team.version, body: { parents: [] } };
  await expect(less.client.call(groups.update, edit)).rejects.toMatchObject(refused);
  expect((await test.local.call(groups.get, { params: { group: 'team' } })).parents).toEqual([payroll.id]);
});

it('shuts nobody out who has a role: not by state, address, passkey, link or removal', async () => {
  const owner = await test.person('Oscar', ['owner']);
  const of = { params: { person: owner.id }, version: 1 };
  for (const body of [{ state: 'disabled' as const }, { email: 'lesley@evil.example' }, { roles: [] }])
    await expect(less.client.call(people.update, { ...of, body })).rejects.toMatchObject(refused);
  await expect(less.client.call(people.remove, of)).rejects.toMatchObject(refused);
  await expect(less.client.call(people.resetLink, of)).rejects.toMatchObject(refused);
  const passkey = newId('credential');
  const told = { counter: 0, model: '', mayBeBackedUp: false, backedUp: false, transports: [], name: 'key' };
  const row = { id: passkey, personId: owner.id, credentialId: 'x', publicKey: Buffer.alloc(1), ...told };
  await test.store.passkeys.insert(row);
  const remove = less.client.call(people.removePasskey, { params: { person: owner.id, passkey } });
  await expect(remove).rejects.toMatchObject(refused);
  expect((await test.store.people.find(owner.id))?.version).toBe(1);
  expect(await test.store.passkeys.ofPerson(owner.id)).toHaveLength(1);
  // Their name is no matter of the role.
  await less.client.call(people.update, { ...of, body: { name: 'Oscar the owner' } });
});

/** Ways to administer without a role, and a person of each. */
const ways = [
  ['a label', `when { principal.labels.contains("ops") }`],
  ['a group', `when { principal in Group::"operators" }`],
  ['an address', `when { principal has email && principal.email == "boss@example.org" }`],
] as const;

async function administersBy(way: string): Promise<TestPerson> {
  if (way === 'an address') return test.person('Boss');
  const person = await test.person(way.replace(' ', '-'));
  if (way === 'a label') await test.run(`update people set labels = '{ops}' where id = $1`, [person.id]);
  else await test.local.call(groups.add, { params: { group: 'operators', person: person.id } });
  return person;
}

describe('where policies let people administer without a role', () => {
  beforeAll(async () => {
    await test.local.call(groups.create, { body: { name: 'operators' } });
    const all = 'principal is Person, action in Action::"administer", resource';
    for (const [way, when] of ways)
      await test.local.call(policies.create, {
        body: { name: `by-${way.replace(' ', '-')}`, text: `permit (${all}) ${when};` },
      });
    const text = `forbid (principal is Person, action == Action::"write", resource == Group::"operators") unless { principal.roles.contains("owner") };`;
    await test.local.call(policies.create, { body: { name: 'operators-are-ours', text } });
    await test.reload();
  });

  it.each(ways)('becomes nobody who administers by %s, and shuts none of them out', async (way) => {
    const person = await administersBy(way);
    const of = { params: { person: person.id }, version: 1 };
    await expect(less.client.call(people.resetLink, of)).rejects.toMatchObject(refused);
    for (const body of [{ state: 'disabled' as const }, { email: 'lesley@evil.example' }])
      await expect(less.client.call(people.update, { ...of, body })).rejects.toMatchObject(refused);
    await expect(less.client.call(people.remove, of)).rejects.toMatchObject(refused);
    // The owner may all of it.
    await test.owner.client.call(people.resetLink, of);
  });

  it('gives nobody a label by which they administer, nor an invitation with it', async () => {
    const { version } = (await test.store.people.find(less.id)) ?? { version: 0 };
    const own = { params: { person: less.id }, version };
    await expect(
      less.client.call(people.update, { ...own, body: { labels: ['ops'] } }),
    ).rejects.toMatchObject(refused);
    const guest = { name: 'Guest', email: 'ops@example.org', labels: ['ops'] };
    await expect(less.client.call(people.invite, { body: guest })).rejects.toMatchObject(refused);
    expect(await test.store.people.findLocal('ops@example.org')).toBeUndefined();
    await less.client.call(people.update, { ...own, body: { labels: ['tall'] } });
  });

  it('gives nobody an address by which they administer', async () => {
    const { id, version } = await test.person('Lex').then(({ row }) => row);
    const body = { email: 'chief@example.org' };
    const chief = `permit (principal is Person, action == Action::"export", resource) when { principal has email && principal.email == "chief@example.org" };`;
    await test.local.call(policies.create, { body: { name: 'chief', text: chief } });
    await test.reload();
    const rise = less.client.call(people.update, { params: { person: id }, version, body });
    await expect(rise).rejects.toMatchObject(refused);
    const guest = { name: 'Chief', email: 'chief@example.org' };
    await expect(less.client.call(people.invite, { body: guest })).rejects.toMatchObject(refused);
  });

  it('still helps those who administer nothing', async () => {
    const person = await test.person('Plain');
    await less.client.call(people.resetLink, { params: { person: person.id } });
    const guest = { name: 'X', email: 'x@example.org', labels: ['tall'] };
    await expect(less.client.call(people.invite, { body: guest })).resolves.toMatchObject({});
  });
});

it('has no use of a link that was made before its person got a role', async () => {
  for (const state of ['enabled', 'invited'] as const) {
    const id = newId('person');
    const email = `${state}@example.org`;
    await test.store.people.insert({ id, issuer: 'local', subject: id, name: 'Rita', email, state });
    const kind = state === 'enabled' ? ('reset' as const) : ('invitation' as const);
    const link = { id: newId('link'), hash: `hash of ${state}`, kind, personId: id };
    await test.store.links.insert(link, 3_600);
    const params = { person: id };
    const { version } = await test.local.call(people.update, { params, version: 1, body: { labels: ['a'] } });
    expect(await test.store.links.findUsable(kind, link.hash)).toBeDefined();
    await test.owner.client.call(people.update, { params, version, body: { roles: ['owner'] } });
    expect(await test.store.links.findUsable(kind, link.hash)).toBeUndefined();
  }
});

it.each([
  'http://a:b@192.0.2.1',
  'http://192.0.2.1/path',
  'file:///etc/passwd',
  'gopher://192.0.2.1',
  'http://',
])('names no upstream such as %s', async (url) => {
  const made = less.client.call(apps.create, { body: { name: 'up', upstream: { url } } });
  await expect(made).rejects.toMatchObject({ problem: { code: 'invalid-request' } });
});
