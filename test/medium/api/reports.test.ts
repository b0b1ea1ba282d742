import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { installation } from '#contracts/api/installation.ts';
import { reports } from '#contracts/api/reports.ts';
import { openTestApi, type TestPerson } from '#testing/api.ts';

// What people said was not them, as administrators see it.

let test: Awaited<ReturnType<typeof openTestApi>>;
let auditor: TestPerson;
let ada: TestPerson;
beforeAll(async () => {
  test = await openTestApi();
  [auditor, ada] = [await test.person('Alan', ['auditor']), await test.person('Ada')];
});
afterAll(() => test.close());

const made = async (aboutId = newId('session')) => {
  const id = newId('report');
  const about = {
    kind: 'sign-in' as const,
    id: aboutId,
    createdAt: 1_700_000_000_000,
    address: '203.0.113.66',
    userAgent: '<script>alert(1)</script>',
    methods: ['pwd', 'otp'],
  };
  const done = {
    sessions: 2,
    password: 'locked' as const,
    recoveryCodes: 'kept' as const,
    tokens: 1,
    passkeysSince: [],
    address: '192.0.2.1',
  };
  const added = await test.store.reports.insert({ id, personId: ada.id, about, done });
  return { id, about, done, added };
};

it('lists what nobody looked at, says who did, and keeps it on record', async () => {
  const one = await made();
  const { items } = await test.local.call(reports.list, { query: {} });
  expect(items).toEqual([
    {
      id: one.id,
      person: { id: ada.id, name: 'Ada' },
      about: one.about,
      done: one.done,
      createdAt: expect.any(Number),
      acknowledgedAt: null,
      acknowledgedBy: null,
    },
  ]);
  const params = { params: { report: one.id } };
  const seen = await test.local.call(reports.acknowledge, params);
  expect([seen.acknowledgedBy, seen.acknowledgedAt]).toEqual([expect.any(String), expect.any(Number)]);
  expect(test.events.at(-1)).toMatchObject({ about: [one.id, ada.id], data: { change: 'acknowledged' } });
  expect((await test.local.call(reports.list, { query: {} })).items).toEqual([]);
  expect((await test.local.call(reports.list, { query: { state: 'all' } })).items).toHaveLength(1);
  // Of two who look at once, the second is told.
  await expect(test.local.call(reports.acknowledge, params)).rejects.toMatchObject({
    problem: { status: 409 },
  });
});

it('is one report while nobody looked, however often it is said', async () => {
  const one = await made();
  expect([one.added, (await made(one.about.id)).added]).toEqual([true, false]);
  await test.local.call(reports.acknowledge, { params: { report: one.id } });
  expect((await made(one.about.id)).added).toBe(true);
});

it('is for administrators alone: nobody reads or puts away their own', async () => {
  const one = await made();
  await expect(ada.client.call(reports.list, { query: {} })).rejects.toMatchObject({
    problem: { status: 403 },
  });
  const params = { params: { report: one.id } };
  await expect(ada.client.call(reports.acknowledge, params)).rejects.toMatchObject({
    problem: { status: 403 },
  });
  await expect(auditor.client.call(reports.acknowledge, params)).rejects.toMatchObject({
    problem: { status: 403 },
  });
  const none = { params: { report: newId('report') } };
  await expect(test.local.call(reports.acknowledge, none)).rejects.toMatchObject({
    problem: { status: 404 },
  });
});

it('stands under what needs attention until somebody has looked', async () => {
  const kinds = async () => (await test.local.call(installation.attention, {})).items;
  const { items } = await test.local.call(reports.list, { query: {} });
  for (const { id } of items) await test.local.call(reports.acknowledge, { params: { report: id } });
  expect(await kinds()).not.toContainEqual(expect.objectContaining({ kind: 'reported' }));
  await made();
  expect(await kinds()).toContainEqual(
    expect.objectContaining({
      kind: 'reported',
      severity: 'urgent',
      count: 1,
      about: [{ id: ada.id, name: 'Ada' }],
    }),
  );
});
