import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId, type GroupId } from '#base/ids.ts';
import type { AppRow } from '#store/index.ts';
import { addPerson, freshStore, type TestStore } from '#testing/store.ts';

let test: TestStore;
beforeAll(async () => {
  test = await freshStore();
});
afterAll(() => test.close());

async function addGroup(name: string, ...parents: GroupId[]): Promise<GroupId> {
  const { id } = await test.store.groups.insert({ id: newId('group'), name });
  await test.store.groups.setParents(id, parents);
  return id;
}

function addApp(name: string): Promise<AppRow> {
  return test.store.apps.insert({
    id: newId('app'),
    name,
    host: `${name}.example`,
    kind: 'web',
    spec: { upstream: 'http://127.0.0.1:1', nested_key: { like_this: [1] } },
  });
}

it('keeps people with one e-mail address apart by issuer and subject', async () => {
  const email = 'ada@example.org';
  const [one, two] = await Promise.all(
    ['https://a.example', 'https://b.example'].map((issuer) =>
      test.store.people.insert({ id: newId('person'), issuer, subject: 'ada', name: 'Ada', email }),
    ),
  );
  expect((await test.store.people.findBySubject('https://b.example', 'ada'))?.id).toBe(two?.id);
  const again = { id: newId('person'), issuer: 'https://a.example', subject: 'ada', name: 'Eve' };
  await expect(test.store.people.insert(again)).rejects.toMatchObject({ code: 'conflict' });
  expect(one?.id).not.toBe(two?.id);
});

it('lets one of two writers win that read the same version', async () => {
  const person = await addPerson(test.store);
  const edit = (name: string) => test.store.people.update(person, { name });
  const results = await Promise.all([edit('A'), edit('B')]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, error: 'changed-meanwhile' });
  const gone = await test.store.people.update({ id: newId('person'), version: 1 }, { name: 'C' });
  expect(gone).toEqual({ ok: false, error: 'not-found' });
});

it('does not let two owners remove each other', async () => {
  const owners = await Promise.all([addPerson(test.store), addPerson(test.store)]);
  for (const owner of owners) await test.store.people.update(owner, { roles: ['owner'] });
  const demote = (index: number): Promise<string> =>
    test.store.transaction(async (tx) => {
      const left = await tx.people.lockEnabledWithRole('owner');
      const target = left.find(({ id }) => id === owners[index]?.id);
      if (left.length < 2 || !target) return 'last-owner';
      await tx.people.update(target, { roles: [] });
      return 'demoted';
    });
  expect((await Promise.all([demote(0), demote(1)])).sort()).toEqual(['demoted', 'last-owner']);
});

it('finds every group of a person through other groups, in circles too', async () => {
  const top = await addGroup('staff');
  const middle = await addGroup('engineers', top);
  const leaf = await addGroup('on-call', middle);
  await test.store.groups.setParents(top, [leaf]);
  const [member, stranger] = [await addPerson(test.store), await addPerson(test.store)];
  expect(await test.store.groups.addMember(leaf, member.id)).toBe(true);
  expect(await test.store.groups.addMember(leaf, member.id)).toBe(false);
  const found = await test.store.groups.ofPeople([member.id, stranger.id]);
  expect(new Set(found.get(member.id)?.map(({ name }) => name))).toEqual(
    new Set(['staff', 'engineers', 'on-call']),
  );
  expect(found.get(member.id)?.find(({ id }) => id === leaf)?.parents).toEqual([middle]);
  expect(found.get(stranger.id)).toEqual([]);
  expect(await test.store.groups.memberIds(leaf)).toEqual([member.id]);
});

it('finds every tag of an app, and every app under a tag', async () => {
  const app = await addApp('payroll');
  await test.store.tags.ensure(['finance', 'internal', 'finance']);
  await test.store.tags.setParents('finance', ['internal']);
  await test.store.apps.setTags(app.id, ['finance']);
  expect((await test.store.apps.tagsOf([app.id])).get(app.id)).toEqual([
    { name: 'finance', parents: ['internal'], direct: true },
    { name: 'internal', parents: [], direct: false },
  ]);
  expect(await test.store.tags.appsUnder('internal')).toEqual([app.id]);
});

it('gives back what an app says as it was written', async () => {
  const app = await addApp('wiki');
  expect(app.spec).toEqual({ upstream: 'http://127.0.0.1:1', nested_key: { like_this: [1] } });
  const edited = await test.store.apps.update(app, { title: 'Wiki' });
  expect(edited).toMatchObject({ ok: true, value: { title: 'Wiki', version: 2, spec: app.spec } });
  expect((await test.store.apps.findByHost('wiki.example'))?.id).toBe(app.id);
});

it('pages through everything once, newest first, while others are added', async () => {
  await test.run('delete from people');
  await test.run(
    `insert into people (id, issuer, subject, name, created_at)
     select 'per_' || n, 'i', 's' || n, 'N', now() - make_interval(secs => n / 10) from generate_series(1, 25) n`,
  );
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await test.store.people.list({ limit: 4, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
    await addPerson(test.store); // newer than any page that is still to come
  } while (cursor !== undefined);
  expect(ids).toHaveLength(25);
  expect(new Set(ids).size).toBe(25);
});

it.each([
  '',
  'x',
  Buffer.from('["now()","x"]').toString('base64url'),
  Buffer.from('[1]').toString('base64url'),
])('refuses the cursor %j', async (cursor) => {
  await expect(test.store.people.list({ cursor })).rejects.toMatchObject({ code: 'invalid-request' });
});

it('searches for what was typed, not for a pattern', async () => {
  await addPerson(test.store, '100%_sure');
  const found = await test.store.people.list({ search: '%_s' });
  expect(found.items.map(({ name }) => name)).toEqual(['100%_sure']);
});

it('refuses a text that PostgreSQL cannot hold as the fault of the request', async () => {
  await expect(addPerson(test.store, 'nul\u0000')).rejects.toMatchObject({ code: 'invalid-request' });
});

it('changes settings only from the version that was read', async () => {
  const { settings } = test.store;
  const key = { key: 'zone', version: 0 };
  expect(await settings.replace(key, 'Europe/Berlin')).toEqual({ ok: true, value: 1 });
  expect(await settings.replace(key, 'UTC')).toEqual({ ok: false, error: 'changed-meanwhile' });
  expect(await settings.replace({ key: 'zone', version: 1 }, ['a', null])).toEqual({ ok: true, value: 2 });
  expect(await settings.find('zone')).toEqual({ key: 'zone', value: ['a', null], version: 2 });
  await settings.put('zone', 'UTC');
  expect((await settings.find('zone'))?.version).toBe(3);
});
