import { afterAll, beforeAll, expect, it } from 'vitest';
import { apply, type AppliedObject } from '#contracts/api/apply.ts';
import { apps } from '#contracts/api/apps.ts';
import { groups } from '#contracts/api/groups.ts';
import { policies } from '#contracts/api/policies.ts';
import { openTestApi } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

const upstream = { url: 'http://127.0.0.1:8080' };
const plan = (objects: readonly AppliedObject[], more: object = {}) =>
  test.owner.client.call(apply.plan, { body: { objects: [...objects], ...more } });
const write = (objects: readonly AppliedObject[], more: object = {}) =>
  test.owner.client.call(apply.write, { body: { objects: [...objects], ...more } });
const actions = (items: readonly { kind: string; name: string; action: string }[]) =>
  items.map(({ kind, name, action }) => `${action} ${kind} ${name}`);
const staffWiki =
  'permit (principal in Group::"Staff", action == Action::"open", resource in Tag::"docs");\n';
const everything: readonly AppliedObject[] = [
  { kind: 'policy', name: 'staff-docs', text: staffWiki },
  {
    kind: 'app',
    name: 'wiki',
    upstream,
    tags: ['docs'],
    routes: [{ name: 'x', methods: [], patterns: ['/x'] }],
  },
  { kind: 'group', name: 'Staff', parents: ['Everybody here'] },
  { kind: 'group', name: 'Everybody here', description: 'all' },
  { kind: 'tag', name: 'docs', parents: ['internal'] },
  { kind: 'tag', name: 'internal' },
  { kind: 'policy-test', says: 'can', who: { group: 'Staff' }, what: { app: 'wiki' } },
];

it('plans without writing, writes all at once in an order that never widens, and then finds nothing to do', async () => {
  await test.changes();
  const events = test.events.length;
  const planned = await plan(everything);
  expect(actions(planned.items)).toEqual([
    'create policy staff-docs',
    'create app wiki',
    'create group Staff',
    'create group Everybody here',
    'create tag docs',
    'create tag internal',
    'create policy-test everybody in Staff can open wiki',
  ]);
  expect([await test.store.apps.findByName('wiki'), await test.changes()]).toEqual([undefined, []]);
  expect(test.events.length).toBe(events);
  const done = await write(everything, { plan: planned.digest, message: 'from files' });
  expect(done).toMatchObject({ changes: 7, inForce: true });
  expect((await test.store.policies.latest())?.revision).toBe(done.revision);
  expect(test.events.slice(events).map(({ kind }) => kind)).toEqual([
    ...Array.from({ length: 6 }, () => 'object-created'),
    'policy-published',
  ]);
  const kinds = (await test.changes()).map(({ kind }) => kind);
  expect(kinds.indexOf('config')).toBeGreaterThan(kinds.lastIndexOf('recheck'));
  const again = await plan(everything);
  expect([again.changes, new Set(again.items.map(({ action }) => action))]).toEqual([0, new Set(['same'])]);
  await write(everything);
  expect(await test.changes()).toEqual([]);
});

it('tells what differs field by field, and leaves alone what is not said', async () => {
  const objects: AppliedObject[] = [
    { kind: 'app', name: 'wiki', sensitivity: 'high', upstream: { url: 'http://127.0.0.1:8080/' } },
    { kind: 'policy', name: 'staff-docs', text: `// for staff\n${staffWiki}`, title: 'Docs' },
    { kind: 'group', name: 'Staff', parents: [] },
  ];
  const { items, changes } = await plan(objects, {});
  expect(changes).toBe(3);
  expect(items[0]?.fields).toEqual([{ field: 'sensitivity', before: 'medium', after: 'high' }]);
  expect(items[1]).toMatchObject({
    fields: [{ field: 'title', before: 'staff-docs', after: 'Docs' }],
    lines: [{ kind: 'added', text: '// for staff' }, { kind: 'same' }, { kind: 'same', text: '' }],
  });
  expect(items[2]?.fields).toEqual([{ field: 'parents', before: ['Everybody here'], after: [] }]);
});

it('reports everything that is wrong together, each in its place, and writes nothing', async () => {
  const before = await test.store.policies.latest();
  const wrong: AppliedObject[] = [
    { kind: 'group', name: 'New ones' },
    { kind: 'app', name: 'nowhere' },
    { kind: 'app', name: 'console', sensitivity: 'low' },
    { kind: 'policy', name: 'broken', text: 'permit (\n  principal is Person,\n  oops );' },
    {
      kind: 'policy',
      name: 'unknown',
      text: 'permit (principal in Group::"Nobody", action == Action::"open", resource);',
    },
    { kind: 'group', name: 'A', parents: ['B'] },
    { kind: 'group', name: 'B', parents: ['A'] },
    { kind: 'tag', name: 'internal' },
    { kind: 'tag', name: 'internal' },
    { kind: 'policy-test', says: 'can', who: { group: 'Nobody' }, what: { app: 'wiki' } },
  ];
  const refused = await plan(wrong).then(
    () => undefined,
    (error: { problem: { code: string; problems: { at: string; start?: number }[] } }) => error.problem,
  );
  expect(refused?.code).toBe('invalid-request');
  const at = refused?.problems.map((problem) => problem.at) ?? [];
  expect(new Set(at)).toEqual(
    new Set([
      'objects.1.upstream',
      'objects.2',
      'objects.3.text',
      'objects.4.text',
      'objects.5.parents',
      'objects.6.parents',
      'objects.8.name',
      'objects.9.who.group',
    ]),
  );
  await expect(write(wrong)).rejects.toMatchObject({ problem: { code: 'invalid-request' } });
  expect(await test.store.groups.findByName('New ones')).toBeUndefined();
  expect(await test.store.policies.latest()).toEqual(before);
});

it('refuses another plan than the one that was looked at', async () => {
  const objects: AppliedObject[] = [{ kind: 'app', name: 'wiki', title: 'The wiki' }];
  const { digest } = await plan(objects);
  const { id, version } = await test.owner.client.call(apps.get, { params: { app: 'wiki' } });
  await test.owner.client.call(apps.update, { params: { app: id }, version, body: { labels: ['env=test'] } });
  await expect(write(objects, { plan: digest })).rejects.toMatchObject({
    problem: { code: 'changed-meanwhile', status: 412 },
  });
  expect((await test.store.apps.findByName('wiki'))?.title).toBe('');
});

it('holds what it writes to the tests, groups and tags too', async () => {
  await write([{ kind: 'group', name: 'Guests' }]);
  await write([{ kind: 'policy-test', says: 'can-never', who: { group: 'Guests' }, what: { app: 'wiki' } }]);
  await expect(write([{ kind: 'group', name: 'Guests', parents: ['Staff'] }])).rejects.toMatchObject({
    problem: { code: 'policy-test-failed' },
  });
  await expect(
    write([{ kind: 'policy-test', says: 'can', who: { group: 'Guests' }, what: { app: 'wiki' } }]),
  ).rejects.toMatchObject({ problem: { code: 'policy-test-failed' } });
  await expect(
    write([
      {
        kind: 'policy',
        name: 'nobody',
        text: 'forbid (principal is Person, action == Action::"open", resource == App::"console");',
      },
    ]),
  ).rejects.toMatchObject({ problem: { code: 'policy-locks-out' } });
});

it('removes only what the same set made, only when asked, and whatever uses what', async () => {
  const set = { set: 'office' };
  const made: AppliedObject[] = [
    { kind: 'tag', name: 'office' },
    { kind: 'tag', name: 'office-inner', parents: ['office'] },
    { kind: 'group', name: 'Office' },
    { kind: 'group', name: 'Staff' },
    { kind: 'app', name: 'printer', upstream, tags: ['office-inner'] },
    {
      kind: 'policy',
      name: 'office-printer',
      text: 'permit (principal in Group::"Office", action == Action::"open", resource in Tag::"office");',
    },
    { kind: 'policy-test', says: 'can', who: { group: 'Office' }, what: { app: 'printer' } },
  ];
  await write(made, set);
  const left = await plan([], set);
  expect([left.changes, new Set(actions(left.items))]).toEqual([
    0,
    new Set([
      'left tag office',
      'left tag office-inner',
      'left group Office',
      'left app printer',
      'left policy office-printer',
      'left policy-test everybody in Office can open printer',
    ]),
  ]);
  expect((await plan([], { set: 'other', prune: true })).items).toEqual([]);
  const printer = await test.store.apps.findByName('printer');
  await test.changes();
  const gone = await write([], { ...set, prune: true });
  expect(gone.changes).toBe(6);
  const told = await test.changes();
  expect(told[0]).toEqual({ kind: 'revoke', subjects: [printer?.id], cause: 'app-disabled' });
  expect(told.at(-1)?.kind).toBe('config');
  expect(await test.store.groups.findByName('Staff')).toBeDefined();
  expect(await test.store.groups.findByName('Office')).toBeUndefined();
  expect((await test.store.tags.all()).map(({ name }) => name)).not.toContain('office');
  expect((await plan([], { ...set, prune: true })).items).toEqual([]);
});

it('is for whoever may write and publish, and a plan for whoever may read', async () => {
  const ada = await test.person('Ada');
  const objects: AppliedObject[] = [{ kind: 'policy', name: 'staff-docs', text: staffWiki, title: 'Docs' }];
  await expect(ada.client.call(apply.plan, { body: { objects } })).rejects.toMatchObject({
    problem: { status: 403 },
  });
  await test.owner.client.call(policies.create, {
    body: {
      name: 'ada',
      text: `permit (principal == Person::"${ada.id}", action in [Action::"read", Action::"write"], resource);`,
    },
  });
  await test.reload();
  expect((await ada.client.call(apply.plan, { body: { objects } })).changes).toBe(1);
  await expect(ada.client.call(apply.write, { body: { objects } })).rejects.toMatchObject({
    problem: { status: 403 },
  });
  expect((await test.store.policies.findByName('staff-docs'))?.title).toBe('staff-docs');
  await ada.client.call(apply.write, { body: { objects: [{ kind: 'group', name: 'Made by Ada' }] } });
  const { items } = await test.owner.client.call(groups.list);
  expect(items.some(({ name }) => name === 'Made by Ada')).toBe(true);
});
