import { afterAll, beforeAll, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import { openTestApi, type TestPerson } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let nora: TestPerson;
beforeAll(async () => {
  test = await openTestApi();
  nora = await test.person('Nora');
  for (const name of ['Ada Byron', 'Byron Adams', 'Zoë Ödön', '100%_sure'])
    await test.local.call(api.people.invite, {
      body: { name, email: `${name.length}.${name.charCodeAt(0)}@example.com` },
    });
  await test.local.call(api.groups.create, { body: { name: 'byronists', description: 'they read' } });
  await test.local.call(api.apps.create, {
    body: { name: 'library', title: 'The Byron Library', upstream: { url: 'http://127.0.0.1:9' } },
  });
  await test.local.call(api.tags.create, { body: { name: 'byron' } });
});
afterAll(() => test.close());

const found = async (q: string, who: Pick<TestPerson, 'client'> = test.owner) =>
  (await who.client.call(api.search.find, { query: { q } })).items.map(({ kind, name }) => `${kind} ${name}`);

it('finds things of every kind, those whose name begins so first', async () => {
  expect(await found('byron')).toEqual([
    'tag byron',
    'group byronists',
    'person Byron Adams',
    'person Ada Byron',
    'app The Byron Library',
  ]);
});

it('finds letters beyond ASCII in either case, and takes what patterns mean as it stands', async () => {
  expect(await found('ödön')).toEqual(['person Zoë Ödön']);
  expect(await found('%_s')).toEqual(['person 100%_sure']);
  expect(await found("'; drop table people; --")).toEqual([]);
});

it('finds by id, by e-mail and by short name', async () => {
  expect(await found(nora.id)).toEqual(['person Nora']);
  expect(await found('nora@example')).toEqual(['person Nora']);
  expect(await found('librar')).toEqual(['app The Byron Library']);
});

it('finds for whoever may not read themselves alone', async () => {
  expect(await found('byron', nora)).toEqual([]);
  expect(await found('o', nora)).toEqual(['person Nora']);
  expect(await found(test.owner.id, nora)).toEqual([]);
});

it('gives so many of each kind and no more', async () => {
  const { items } = await test.local.call(api.search.find, { query: { q: 'o', limit: 1 } });
  const kinds = items.map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(kinds.length).toBeGreaterThan(1);
});
