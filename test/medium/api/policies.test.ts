import { afterAll, beforeAll, expect, it } from 'vitest';
import { apps } from '#contracts/api/apps.ts';
import { groups } from '#contracts/api/groups.ts';
import { installation } from '#contracts/api/installation.ts';
import { policies } from '#contracts/api/policies.ts';
import { openTestApi } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let wiki: { id: string };
let staff: { id: string };
beforeAll(async () => {
  test = await openTestApi();
  wiki = await test.local.call(apps.create, {
    body: { name: 'wiki', upstream: { url: 'http://127.0.0.1:1' }, tags: ['docs'] },
  });
  staff = await test.local.call(groups.create, { body: { name: 'Staff "A"' } });
  await test.changes();
});
afterAll(() => test.close());

const open = (resource: string, principal = 'principal is Person') =>
  `permit (${principal}, action == Action::"open", ${resource});`;
let made = 0;
const create = (text: string, more: object = {}) => {
  made += 1;
  return test.owner.client.call(policies.create, { body: { name: `policy-${made}`, text, ...more } });
};

it('publishes with every write, keeps names in what people read and ids in what is stored', async () => {
  const text = open('resource == App::"wiki"', 'principal in Group::"Staff \\"A\\""');
  const policy = await create(text, { message: 'for the wiki' });
  expect(policy).toMatchObject({ text, mode: 'enforce', enabled: true, version: 1 });
  const latest = await test.store.policies.latest();
  expect(latest?.policies.at(-1) ?? latest?.policies.find(({ id }) => id === policy.id)).toBeDefined();
  const stored = latest?.policies.find(({ id }) => id === policy.id);
  expect(stored?.text).toContain(`App::"${wiki.id}"`);
  expect(stored?.text).toContain(`Group::"${staff.id}"`);
  expect(test.events.at(-1)).toMatchObject({
    kind: 'policy-published',
    about: [policy.id],
    data: { revision: latest?.revision, after: { text }, message: 'for the wiki' },
  });
  const { items } = await test.local.call(policies.revisions);
  expect(items[0]).toMatchObject({
    revision: latest?.revision,
    author: { name: 'Olga' },
    message: 'for the wiki',
  });
});

it.each([
  ['an app', () => open('resource == App::"wiki"'), () => [`policy:${wiki.id}`]],
  ['a tag', () => open('resource in Tag::"docs"'), () => [`policy:${wiki.id}`]],
  ['a group', () => open('resource', 'principal in Group::"Staff \\"A\\""'), () => [staff.id]],
  ['nobody in particular', () => open('resource'), () => ['everything']],
  [
    'administration',
    () =>
      'permit (principal is Person, action == Action::"read", resource) when { principal.roles.contains("auditor") };',
    () => [],
  ],
])('rechecks no more than a policy about %s can concern', async (_, text, subjects) => {
  await test.changes();
  const policy = await create(text());
  const own = subjects().includes('everything') ? [] : [`policy:${policy.id}`];
  const [change, ...others] = await test.changes();
  expect(others).toEqual([]);
  expect(change?.kind).toBe('recheck');
  expect(new Set(change?.subjects)).toEqual(new Set([...own, ...subjects()]));
  await test.owner.client.call(policies.remove, { params: { policy: policy.id }, version: 1 });
  const [removal] = await test.changes();
  expect(new Set(removal?.subjects)).toEqual(new Set(change?.subjects));
});

it('rechecks what a policy spoke of before as well as what it speaks of now', async () => {
  const policy = await create(open('resource == App::"wiki"'));
  await test.changes();
  const text = open('resource == App::"console"')
    .replace('permit', 'forbid')
    .replace(');', ') when { false };');
  await test.owner.client.call(policies.update, {
    params: { policy: policy.id },
    version: 1,
    body: { text },
  });
  const [change] = await test.changes();
  expect(change?.subjects).toContain(`policy:${wiki.id}`);
  expect(change?.subjects.filter((subject) => subject.startsWith('policy:app_'))).toHaveLength(2);
});

it('refuses a text that is not valid, each problem in its place of what was written', async () => {
  const text = `${open('resource == App::"wiki"')}\npermit (principal is Person, action == Action::"open", resource == App::"nope");`;
  const refused = create(text);
  await expect(refused).rejects.toMatchObject({ problem: { status: 422, code: 'policy-invalid' } });
  const check = await test.local.call(policies.check, { body: { text } });
  expect(check.valid).toBe(false);
  const [problem] = check.problems;
  expect(text.slice(problem?.start, problem?.end)).toContain('App::"nope"');
  expect(await test.local.call(policies.check, { body: { text: open('resource') } })).toEqual({
    valid: true,
    problems: [],
  });
});

it('refuses what would lock every owner out, and leaves everything as it was', async () => {
  const before = await test.store.policies.latest();
  const forbid = 'forbid (principal is Person, action == Action::"open", resource == App::"console");';
  const refusal = { problem: { status: 409, code: 'policy-locks-out' } };
  await expect(create(forbid)).rejects.toMatchObject(refusal);
  const { items } = await test.local.call(policies.list);
  const console_ = items.find(({ name }) => name === 'owners-open-the-console');
  const params = { policy: console_?.id ?? '' };
  const version = console_?.version ?? 0;
  await expect(test.owner.client.call(policies.remove, { params, version })).rejects.toMatchObject(refusal);
  await expect(
    test.local.call(policies.update, { params, version, body: { enabled: false } }),
  ).rejects.toMatchObject(refusal);
  expect(await test.store.policies.latest()).toEqual(before);
  const observed = await create(forbid, { mode: 'observe' });
  await test.local.call(policies.remove, { params: { policy: observed.id }, version: 1 });
});

it('loses no edit when two publish at once', async () => {
  const names = ['at-once-1', 'at-once-2', 'at-once-3', 'at-once-4'];
  await Promise.all(
    names.map((name) => test.local.call(policies.create, { body: { name, text: open('resource') } })),
  );
  const latest = await test.store.policies.latest();
  const rows = (await test.store.policies.all()).filter(({ enabled }) => enabled);
  expect(new Set(latest?.policies.map(({ id }) => id))).toEqual(new Set(rows.map(({ id }) => id)));
  expect(rows.filter(({ name }) => names.includes(name))).toHaveLength(4);
});

it('puts an earlier revision in force again, over the socket only, and keeps what came later switched off', async () => {
  const first = await test.local.call(policies.revisions);
  const oldest = first.items.at(-1)?.revision ?? 0;
  await expect(
    test.owner.client.call(installation.recoverPolicies, { body: { revision: oldest } }),
  ).rejects.toMatchObject({ problem: { status: 404 } });
  const { revision } = await test.local.call(installation.recoverPolicies, { body: { revision: oldest } });
  const then = await test.store.policies.revision(oldest);
  const latest = await test.store.policies.latest();
  expect(latest).toEqual({ revision, policies: then?.snapshot });
  const { items } = await test.local.call(policies.list, { query: { limit: 100 } });
  expect(items.filter(({ enabled }) => enabled)).toHaveLength(then?.snapshot.length ?? -1);
  expect(items.find(({ name }) => name === 'at-once-1')).toMatchObject({ enabled: false });
  expect(test.events.at(-1)).toMatchObject({ kind: 'recovered', actor: { kind: 'local' } });
});
