import { afterAll, beforeAll, expect, it } from 'vitest';
import { apps } from '#contracts/api/apps.ts';
import { groups } from '#contracts/api/groups.ts';
import { policies } from '#contracts/api/policies.ts';
import { openTestApi } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
  const { local } = test;
  for (const name of ['wiki', 'payroll']) {
    const tags = name === 'payroll' ? ['secret'] : [];
    await local.call(apps.create, { body: { name, upstream: { url: 'http://127.0.0.1:1' }, tags } });
  }
  for (const name of ['Staff', 'Contractors', 'Accounts'])
    await local.call(groups.create, { body: { name } });
});
afterAll(() => test.close());

const permit = (group: string, app: string, rest = '') =>
  `permit (principal in Group::"${group}", action == Action::"open", resource == App::"${app}")${rest};`;
const create = (name: string, text: string) =>
  test.owner.client.call(policies.create, { body: { name, text } });

it('keeps sentences that are true, and refuses those that are not', async () => {
  const { client } = test.owner;
  await create('staff-wiki', permit('Staff', 'wiki'));
  const can = await client.call(policies.addTest, {
    body: { says: 'can', who: { group: 'Staff' }, what: { app: 'wiki' } },
  });
  expect(can.sentence).toBe('everybody in Staff can open wiki');
  expect(test.events.at(-1)).toMatchObject({ kind: 'object-created', about: [can.id] });
  await client.call(policies.addTest, {
    body: { says: 'can-never', who: { group: 'Contractors' }, what: { tag: 'secret' } },
  });
  await expect(
    client.call(policies.addTest, {
      body: { says: 'can-never', who: { group: 'Staff' }, what: { app: 'wiki' }, country: 'KP' },
    }),
  ).rejects.toMatchObject({
    problem: {
      status: 422,
      code: 'policy-test-failed',
      detail: expect.stringContaining('“staff-wiki” may permit it'),
    },
  });
  await expect(
    client.call(policies.addTest, { body: { says: 'can', who: { group: 'Nope' }, what: { app: 'wiki' } } }),
  ).rejects.toMatchObject({ problem: { status: 400 } });
});

it('blocks a write with the exact sentence, however the write comes', async () => {
  const before = await test.store.policies.latest();
  const sentence = 'everybody in Contractors can never open anything under secret';
  const refusal = {
    problem: { status: 422, code: 'policy-test-failed', detail: expect.stringContaining(`“${sentence}”`) },
  };
  const rest = ' when { context.authn.phishingResistant && context.time.minute < 60 }';
  await expect(create('slip', permit('Contractors', 'payroll', rest))).rejects.toMatchObject(refusal);
  await expect(
    test.local.call(policies.publish, {
      body: { changes: [{ kind: 'create', name: 'slip', text: permit('Contractors', 'payroll') }] },
    }),
  ).rejects.toMatchObject(refusal);
  await expect(
    test.owner.client.call(policies.publish, {
      body: { changes: [{ kind: 'remove', policy: 'staff-wiki' }] },
    }),
  ).rejects.toMatchObject({
    problem: { detail: expect.stringContaining('“everybody in Staff can open wiki” would not hold') },
  });
  const [oldest] = (await test.local.call(policies.revisions, { query: { limit: 500 } })).items.slice(-1);
  await expect(
    test.local.call(policies.rollBack, { params: { revision: oldest?.revision ?? 0 }, body: {} }),
  ).rejects.toMatchObject({ problem: { code: 'policy-test-failed' } });
  expect(await test.store.policies.latest()).toEqual(before);
});

it('sees each member of a group with all their other groups', async () => {
  const carl = await test.person('Carl');
  const contractors = await test.store.groups.findByName('Contractors');
  const accounts = await test.store.groups.findByName('Accounts');
  await test.store.groups.addMember(contractors?.id ?? '', carl.id);
  await create('accounts-payroll', permit('Accounts', 'payroll'));
  await test.store.groups.addMember(accounts?.id ?? '', carl.id);
  await expect(create('any', permit('Staff', 'wiki'))).rejects.toMatchObject({
    problem: { detail: expect.stringContaining('Carl and payroll: “accounts-payroll” may permit it') },
  });
  await test.store.groups.removeMember(accounts?.id ?? '', carl.id);
});

it('tries sentences and drafts without keeping them, the built-in test first', async () => {
  const draft = await test.owner.client.call(policies.test, {
    body: {
      changes: [
        { kind: 'create', name: 'slip', text: permit('Contractors', 'payroll') },
        {
          kind: 'create',
          name: 'out',
          text: 'forbid (principal is Person, action == Action::"open", resource == App::"console");',
        },
      ],
      tests: [{ says: 'can', who: { person: 'olga@example.org' }, what: { app: 'wiki' }, hour: 3 }],
    },
  });
  expect(draft.holds).toBe(false);
  expect(draft.items.map(({ holds }) => holds)).toEqual([false, true, false, false]);
  expect(draft.items[0]?.sentence).toBe('An owner can open the console and publish policies');
  expect(draft.items[3]?.sentence).toBe('Olga can open wiki between 03:00 and 04:00');
  const now = await test.local.call(policies.test, { body: {} });
  expect(now.holds).toBe(true);
  const { items } = await test.local.call(policies.listTests);
  expect(items).toHaveLength(2);
});

it('lets go of a sentence, on record, and only for those who may write', async () => {
  const { items } = await test.local.call(policies.listTests);
  const params = { test: items[1]?.id ?? '' };
  const nobody = await test.person('Nora');
  await expect(nobody.client.call(policies.removeTest, { params })).rejects.toMatchObject({
    problem: { status: 403 },
  });
  await test.owner.client.call(policies.removeTest, { params });
  expect(test.events.at(-1)).toMatchObject({ kind: 'object-removed', about: [params.test] });
  await create('now-it-goes', permit('Contractors', 'payroll'));
});
