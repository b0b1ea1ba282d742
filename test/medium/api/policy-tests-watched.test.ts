import { afterAll, beforeAll, expect, it } from 'vitest';
import { apps } from '#contracts/api/apps.ts';
import { groups } from '#contracts/api/groups.ts';
import { installation } from '#contracts/api/installation.ts';
import { policies } from '#contracts/api/policies.ts';
import { policyJobs } from '#control/index.ts';
import { openTestApi } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let guests = '';
let staff = '';
beforeAll(async () => {
  test = await openTestApi();
  const { local } = test;
  await local.call(apps.create, { body: { name: 'wiki', upstream: { url: 'http://127.0.0.1:1' } } });
  guests = (await local.call(groups.create, { body: { name: 'Guests' } })).id;
  staff = (await local.call(groups.create, { body: { name: 'Staff' } })).id;
  const text = 'permit (principal in Group::"Staff", action == Action::"open", resource == App::"wiki");';
  await local.call(policies.create, { body: { name: 'staff-wiki', text } });
  await local.call(policies.addTest, {
    body: { says: 'can-never', who: { group: 'Guests' }, what: { app: 'wiki' } },
  });
});
afterAll(() => test.close());

const watch = () =>
  policyJobs(test.context)
    .find(({ name }) => name === 'watch-policy-tests')
    ?.run();
const kept = async () => (await test.local.call(policies.listTests)).items[0];
const attention = async () =>
  (await test.local.call(installation.attention)).items.find(({ kind }) => kind === 'test-broken');
const putUnder = async (parents: string[]) => {
  const { version } = await test.local.call(groups.get, { params: { group: guests } });
  await test.local.call(groups.update, { params: { group: guests }, version, body: { parents } });
};

it('tells of a sentence that a group broke, since when and why, until it holds again; each once on record', async () => {
  await watch();
  expect([await kept(), await attention()]).toMatchObject([
    { brokenSince: null, brokenWhy: null },
    undefined,
  ]);
  await putUnder([staff]);
  const events = test.events.length;
  await watch();
  await watch();
  expect(test.events.slice(events)).toMatchObject([
    { kind: 'object-changed', actor: { kind: 'system' }, data: { type: 'policy-test', holds: false } },
  ]);
  const broken = await kept();
  expect(broken).toMatchObject({
    brokenSince: expect.any(Number),
    brokenWhy: expect.stringContaining('“staff-wiki” may permit it'),
  });
  expect(await attention()).toMatchObject({
    severity: 'urgent',
    count: 1,
    at: broken?.brokenSince,
    about: [{ name: 'everybody in Guests can never open wiki' }],
  });
  await putUnder([]);
  await watch();
  expect(test.events.at(-1)).toMatchObject({ data: { type: 'policy-test', holds: true } });
  expect([await kept(), await attention()]).toMatchObject([{ brokenSince: null }, undefined]);
});

it('looks again only after something that may matter', async () => {
  let looked = 0;
  const { store } = test.context;
  const policyTests = { ...store.policyTests, all: () => ((looked += 1), store.policyTests.all()) };
  const applied = { change: (await test.run('select max(id)::int as id from changes'))[0]?.['id'] as number };
  const context = {
    ...test.context,
    store: { ...store, policyTests },
    applied: () => applied.change,
  };
  const job = policyJobs(context).find(({ name }) => name === 'watch-policy-tests');
  await job?.run();
  await job?.run();
  expect(looked).toBe(1);
  await store.change(async () => {}, {
    kind: 'revoke',
    subjects: ['ses_gone'],
    cause: 'session-expired',
    actor: { kind: 'system' },
  });
  await job?.run();
  expect(looked).toBe(1);
  await putUnder([]);
  await job?.run();
  expect(looked).toBe(2);
});
