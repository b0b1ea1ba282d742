import { afterAll, beforeAll, expect, it } from 'vitest';
import { apply, type AppliedObject } from '#contracts/api/apply.ts';
import { groups } from '#contracts/api/groups.ts';
import { policies } from '#contracts/api/policies.ts';
import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { openTestApi } from '#testing/api.ts';
import { openCommandLine } from '#testing/command-line.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let line: Awaited<ReturnType<typeof openCommandLine>>;
beforeAll(async () => {
  test = await openTestApi();
  line = await openCommandLine(test);
});
afterAll(async () => {
  await line.close();
  await test.close();
});

const plan = (objects: readonly AppliedObject[], more: object = {}) =>
  test.local.call(apply.plan, { body: { objects: [...objects], ...more } });
const write = (objects: readonly AppliedObject[], more: object = {}) =>
  test.local.call(apply.write, { body: { objects: [...objects], ...more } });
const account = (name: string) => test.local.call(serviceAccounts.get, { params: { account: name } });

const kind = 'service-account' as const;
const bot: AppliedObject = {
  kind,
  name: 'deploy-bot',
  description: 'Deploys.',
  owner: 'olga@example.org',
  apps: ['wiki', 'ledger'],
  labels: ['env=prod'],
  groups: ['Robots'],
};
// The account stands first: what it names is written before it, wherever it stands.
const everything: readonly AppliedObject[] = [
  bot,
  { kind: 'app', name: 'wiki', upstream: { url: 'http://127.0.0.1:8080' } },
  { kind: 'app', name: 'ledger', upstream: { url: 'http://127.0.0.1:8081' } },
  { kind: 'group', name: 'Robots' },
  {
    kind: 'policy',
    name: 'bot-opens-wiki',
    text: 'permit (principal == ServiceAccount::"deploy-bot", action == Action::"open", resource == App::"wiki");',
  },
];

it('makes accounts with the apps and groups that the same files make, and then finds nothing to do', async () => {
  const planned = await plan(everything);
  expect(planned.items[0]).toMatchObject({ kind, action: 'create', id: null });
  expect(planned.items[0]?.fields).toContainEqual({ field: 'apps', before: null, after: ['ledger', 'wiki'] });
  await write(everything, { plan: planned.digest });
  expect(await account('deploy-bot')).toMatchObject({
    owner: { id: test.owner.id },
    apps: [{ name: 'wiki' }, { name: 'ledger' }],
    groups: [{ name: 'Robots' }],
    labels: ['env=prod'],
    liveKeys: 0,
  });
  const { text } = await test.local.call(policies.get, { params: { policy: 'bot-opens-wiki' } });
  expect(text).toContain('ServiceAccount::"deploy-bot"');
  expect((await plan(everything)).changes).toBe(0);
  // Order of names is none, and an id is another word for the same.
  const again = { ...bot, apps: ['ledger', 'wiki'], owner: test.owner.id };
  expect((await plan([again])).changes).toBe(0);
});

it('tells what differs by names, changes that alone, and has what is open decided anew', async () => {
  const change: AppliedObject = { kind, name: 'deploy-bot', apps: ['wiki'], groups: [], owner: null };
  const { items } = await plan([change]);
  expect(items[0]?.fields).toEqual([
    { field: 'owner', before: 'olga@example.org', after: null },
    { field: 'apps', before: ['ledger', 'wiki'], after: ['wiki'] },
    { field: 'groups', before: ['Robots'], after: [] },
  ]);
  await test.changes();
  await write([change]);
  const { id, labels, owner } = await account('deploy-bot');
  expect([labels, owner]).toEqual([['env=prod'], null]);
  expect(await test.changes()).toMatchObject([{ kind: 'recheck', subjects: [id] }]);
  await write([{ kind, name: 'deploy-bot', state: 'disabled' }]);
  expect(await test.changes()).toMatchObject([{ kind: 'revoke', subjects: [id] }]);
  await write([{ ...bot, state: 'enabled' }]);
});

it('names what is wrong in its place, and takes no key', async () => {
  const wrong: AppliedObject[] = [
    { kind, name: 'one', apps: ['nowhere'] },
    { kind, name: 'two', groups: ['Nobody'] },
    { kind, name: 'three', owner: 'nobody@example.org' },
    { kind, name: 'four', apps: ['console'] },
  ];
  await expect(plan(wrong)).rejects.toMatchObject({
    problem: {
      problems: [
        { at: 'objects.0.apps' },
        { at: 'objects.1.groups' },
        { at: 'objects.2.owner' },
        { at: 'objects.3.apps' },
      ],
    },
  });
  const keyed = await line.run('apply -f - --yes', 'kind: service-account\nname: five\nkeys: [slk_x]\n');
  expect(keyed).toMatchObject({ code: 1, err: expect.stringContaining('Unrecognized key: "keys"') });
});

it('puts an account into a group only for whoever may change that group', async () => {
  const text = `permit (principal is Person, action in [Action::"read", Action::"write"], resource) when { principal.roles.contains("admin") };
forbid (principal is Person, action == Action::"write", resource == Group::"Robots") unless { principal.roles.contains("owner") };`;
  await test.local.call(policies.create, { body: { name: 'admins', text } });
  await test.reload();
  const pat = await test.person('Pat', ['admin']);
  const asPat = (object: AppliedObject) => pat.client.call(apply.write, { body: { objects: [object] } });
  await expect(asPat({ kind, name: 'pats-bot', groups: ['Robots'] })).rejects.toMatchObject({
    problem: { status: 403 },
  });
  expect(await test.store.serviceAccounts.findByName('pats-bot')).toBeUndefined();
  await asPat({ kind, name: 'pats-bot' });
  // As in the API, whoever makes it answers for it.
  expect(await account('pats-bot')).toMatchObject({ owner: { id: pat.id } });
});

it('exports what apply reads back, and removes what a set made', async () => {
  const { out } = await line.run('export --kind service-account');
  expect(out).toContain(
    'name: deploy-bot\ndescription: Deploys.\nstate: enabled\nowner: olga@example.org\napps:\n  - ',
  );
  expect((await line.run('apply -f - --plan', out)).out).toContain('0 to create, 0 to change');
  await write([{ kind, name: 'for-a-while' }], { set: 'spring' });
  expect((await plan([], { set: 'spring' })).items).toMatchObject([
    { kind, name: 'for-a-while', action: 'left' },
  ]);
  const { id } = await account('for-a-while');
  await test.changes();
  await write([], { set: 'spring', prune: true });
  expect(await test.store.serviceAccounts.findByName('for-a-while')).toBeUndefined();
  expect(await test.changes()).toMatchObject([{ kind: 'revoke', subjects: [id] }]);
});

it('shows the programs of a group beside its people', async () => {
  const { items } = await test.local.call(groups.programs, { params: { group: 'Robots' } });
  expect(items).toMatchObject([{ name: 'deploy-bot', owner: { name: 'Olga' } }]);
  const { out } = await line.run('groups members Robots');
  expect(out).toMatch(/PROGRAM +STATE[\s\S]*deploy-bot +enabled +Olga/);
  const pat = await test.person('Quinn');
  await expect(pat.client.call(groups.programs, { params: { group: 'Robots' } })).rejects.toMatchObject({
    problem: { status: 403 },
  });
});

it('says why a program is answered as it is, by its name and by its id', async () => {
  await test.reload();
  const { id } = await account('deploy-bot');
  for (const named of ['deploy-bot', id]) {
    expect((await line.run(`why ${named} wiki`)).out).toMatch(/^allow/);
    const answer = JSON.parse((await line.run(`why ${named} ledger --json`)).out);
    expect(answer).toMatchObject({ outcome: 'deny', reason: 'no-policy-allows' });
    expect(answer.notes.join(' ')).toContain('It has no key that works');
  }
});
