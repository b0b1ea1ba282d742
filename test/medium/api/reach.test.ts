import { afterAll, beforeAll, expect, it } from 'vitest';
import { access, everybody, everyProgram } from '#contracts/api/access.ts';
import { apps } from '#contracts/api/apps.ts';
import { groups } from '#contracts/api/groups.ts';
import { policies } from '#contracts/api/policies.ts';
import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { openTestApi, type TestPerson } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let ada: TestPerson;
let bob: TestPerson;
let finance: { id: string };
const ids: Record<string, string> = {};

const office = 'context.network.address.isInRange(ip("127.0.0.0/8"))';
const texts = {
  'finance-wiki':
    'permit (principal in Group::"finance", action == Action::"open", resource == App::"wiki");',
  'keys-vault':
    'permit (principal is Person, action == Action::"open", resource == App::"vault") when { context.authn.phishingResistant };',
  'here-desk': `permit (principal is Person, action == Action::"open", resource == App::"desk") when { ${office} };`,
  'bob-lab':
    'permit (principal is Person, action == Action::"open", resource == App::"lab") when { principal has email && principal.email == "bob@example.org" };',
  'fresh-till':
    'permit (principal is Person, action == Action::"open", resource == App::"till") when { context.authn.ageSeconds < 300 };',
};

beforeAll(async () => {
  test = await openTestApi();
  ada = await test.person('Ada');
  bob = await test.person('Bob');
  finance = await test.local.call(groups.create, { body: { name: 'finance' } });
  await test.local.call(groups.add, { params: { group: 'finance', person: ada.id } });
  for (const name of ['wiki', 'vault', 'desk', 'lab', 'till', 'shut']) {
    const body = { name, upstream: { url: 'http://127.0.0.1:1' } };
    ids[name] = (await test.local.call(apps.create, { body })).id;
  }
  await test.local.call(apps.create, {
    body: { name: 'open', upstream: { url: 'http://127.0.0.1:1' }, publicPaths: ['/health', '/hooks/**'] },
  });
  for (const [name, text] of Object.entries(texts))
    await test.local.call(policies.create, { body: { name, text, title: name } });
  await test.reload();
});
afterAll(() => test.close());

const reachOf = (person: TestPerson, from?: string) =>
  test.local.call(access.person, {
    params: { person: person.id },
    query: from === undefined ? {} : { from },
  });

it('says what an account opens for its owner, and what of it for a thief from elsewhere', async () => {
  const reach = await reachOf(ada);
  const way = (name: string) => reach.apps.find(({ app }) => app.name === name);
  expect(way('wiki')).toMatchObject({
    signedIn: { outcome: 'allow', policies: [{ name: 'finance-wiki' }] },
    stolen: { outcome: 'allow' },
  });
  expect(way('vault')).toMatchObject({
    signedIn: { outcome: 'challenge', need: { methods: ['hwk'] }, policies: [{ name: 'keys-vault' }] },
  });
  expect(way('desk')).toMatchObject({ signedIn: { outcome: 'allow' }, stolen: { outcome: 'deny' } });
  expect(way('lab')).toBeUndefined();
  expect(way('shut')).toBeUndefined();
  expect(reach).toMatchObject({
    groupsKnown: true,
    notLookedAt: 0,
    stolen: { session: ada.session, address: '203.0.113.1' },
  });
  expect(reach.administers).toEqual({ signedIn: [], stolen: [] });
  expect((await reachOf(ada, '127.0.0.1')).apps.find(({ app }) => app.name === 'desk')).toMatchObject({
    stolen: { outcome: 'allow' },
  });
});

it('counts a sign-in that has to be fresh as shut to a thief, since theirs grows old', async () => {
  await test.run(`update sessions set authenticated_at = now() - interval '1 hour' where person_id = $1`, [
    ada.id,
  ]);
  const till = (await reachOf(ada)).apps.find(({ app }) => app.name === 'till');
  expect(till).toMatchObject({ signedIn: { outcome: 'allow' }, stolen: { outcome: 'challenge' } });
});

it('says that an owner whose cookie is stolen gives the whole of administration away', async () => {
  const { administers } = await reachOf(test.owner);
  expect(administers.signedIn).toContain('grantRole');
  expect(administers.stolen).toContain('publish');
});

it('opens nothing for somebody disabled, and says so', async () => {
  const cleo = await test.person('Cleo');
  await test.run(`update people set state = 'disabled' where id = $1`, [cleo.id]);
  expect(await reachOf(cleo)).toMatchObject({ apps: [] });
});

it('names a route that opens where its app as a whole does not', async () => {
  const body = {
    name: 'forum',
    upstream: { url: 'http://127.0.0.1:1' },
    routes: [{ name: 'help', patterns: ['/help/**'] }],
  };
  const { routes } = await test.local.call(apps.create, { body });
  const text = `permit (principal is Person, action == Action::"open", resource == Route::"${routes[0]?.id}");`;
  await test.local.call(policies.create, { body: { name: 'help', text, title: 'help' } });
  const found = (await reachOf(bob)).apps.filter(({ app }) => app.name === 'forum');
  expect(found).toMatchObject([{ route: 'help', signedIn: { outcome: 'allow' } }]);
});

it('counts and names who reaches an app, by the policy that lets them in', async () => {
  const of = (app: string) => test.local.call(access.app, { params: { app } });
  expect(await of('wiki')).toMatchObject({
    reach: 1,
    stronger: 0,
    policies: [{ policy: { name: 'finance-wiki' }, people: 1, names: [{ id: ada.id, name: 'Ada' }] }],
  });
  const vault = await of('vault');
  expect(vault).toMatchObject({ reach: 0, policies: [{ policy: { name: 'keys-vault' } }] });
  expect(vault.stronger).toBe(vault.people.of);
  // Nobody is judged by somebody else's answer where a policy looks at who they are.
  expect((await of('lab')).policies).toMatchObject([{ people: 1, names: [{ id: bob.id }] }]);
  expect(await of('shut')).toMatchObject({ reach: 0, stronger: 0, policies: [] });
  expect(await of('open')).toMatchObject({ publicPaths: ['/health', '/hooks/**'], public: false });
});

it('draws the map: groups that policies name, policies, apps, with the same numbers', async () => {
  const map = await test.local.call(access.map, {});
  const policy = (name: string) => map.policies.find((one) => one.name === name)?.id ?? '';
  expect(map.groups).toContainEqual({ id: finance.id, name: 'finance', people: 1, programs: 0 });
  expect(map.groupLines).toContainEqual({
    from: finance.id,
    to: policy('finance-wiki'),
    people: 1,
    programs: 0,
  });
  expect(map.groupLines).toContainEqual({ from: everybody, to: policy('bob-lab'), people: 1, programs: 0 });
  expect(map.appLines).toContainEqual({
    from: policy('finance-wiki'),
    to: ids['wiki'],
    people: 1,
    stronger: 0,
    partly: 0,
    routes: [],
    programs: 0,
  });
  const target = (name: string) => map.targets.find((one) => one.name === name);
  expect(target('wiki')).toMatchObject({ people: 1 });
  expect(target('till')).toMatchObject({ people: map.people.of, stronger: 0 });
  expect(target('vault')).toMatchObject({ stronger: map.people.of });
  expect(target('shut')).toMatchObject({ people: 0 });
  expect(target('open')).toMatchObject({ publicPaths: 2, public: false });
  expect(map.apps.looked).toBe(map.apps.of);
  expect(map.people.looked).toBe(map.people.of);
});

it('agrees with one decision after another about everybody and everything', async () => {
  const map = await test.local.call(access.map, {});
  const reaches = await Promise.all([ada, bob, test.owner].map((person) => reachOf(person)));
  const whole = reaches.flatMap(({ apps: found }) => found.filter(({ route }) => route === null));
  for (const { name, people } of map.targets.filter(({ public: open }) => !open)) {
    expect([name, people]).toEqual([name, whole.filter(({ app }) => app.name === name).length]);
  }
});

it('says what of an app only its routes open, in the reach of the app and on the map', async () => {
  const forum = await test.local.call(access.app, { params: { app: 'forum' } });
  const everyone = forum.people.of;
  expect(forum).toMatchObject({
    reach: 0,
    policies: [],
    routes: [
      {
        name: 'help',
        patterns: ['/help/**'],
        reach: everyone,
        onlyThis: everyone,
        policies: [{ policy: { name: 'help' }, people: everyone }],
      },
    ],
  });
  const map = await test.local.call(access.map, {});
  const target = map.targets.find(({ name }) => name === 'forum');
  expect(target).toMatchObject({ people: 0, partly: everyone });
  const line = map.appLines.find(({ to }) => to === target?.id);
  expect(line).toMatchObject({ people: 0, partly: everyone, routes: ['help'] });
  // Whoever reaches the whole is not said to reach a part of it.
  const body = {
    name: 'finance-forum',
    text: 'permit (principal in Group::"finance", action == Action::"open", resource in App::"forum");',
  };
  const { id } = await test.local.call(policies.create, { body });
  const wider = await test.local.call(access.map, {});
  expect(wider.targets.find(({ name }) => name === 'forum')).toMatchObject({
    people: 1,
    partly: everyone - 1,
  });
  expect(wider.appLines.find(({ from }) => from === id)).toMatchObject({ people: 1, partly: 0, routes: [] });
  expect((await test.local.call(access.app, { params: { app: 'forum' } })).routes).toMatchObject([
    { reach: everyone, onlyThis: everyone - 1 },
  ]);
});

it('counts and names the programs that get in, by the policies and groups that let them', async () => {
  const robots = await test.local.call(groups.create, { body: { name: 'Robots' } });
  const add = (name: string, over: object = {}) =>
    test.local.call(serviceAccounts.create, {
      body: { name, apps: [ids['wiki'] ?? ''], ...over },
    });
  const [bot, idle] = [await add('deploy-bot', { groups: [robots.id] }), await add('idle-bot')];
  await add('elsewhere-bot', { apps: [ids['desk'] ?? ''], groups: [robots.id] });
  await test.local.call(serviceAccounts.addKey, { params: { account: bot.id }, body: { name: 'ci' } });
  const texts = [
    'permit (principal in Group::"Robots", action == Action::"open", resource == App::"wiki");',
    'permit (principal == ServiceAccount::"idle-bot", action == Action::"open", resource == App::"wiki");',
  ];
  for (const [place, text] of texts.entries())
    await test.local.call(policies.create, { body: { name: `bots-${place}`, text, title: `bots-${place}` } });
  const wiki = await test.local.call(access.app, { params: { app: 'wiki' } });
  expect(wiki).toMatchObject({
    reach: 1,
    programsOf: 2,
    programs: [
      { id: bot.id, name: 'deploy-bot', route: null, hasKey: true, policies: [{ name: 'bots-0' }] },
      { id: idle.id, name: 'idle-bot', hasKey: false, policies: [{ name: 'bots-1' }] },
    ],
  });
  const map = await test.local.call(access.map, {});
  expect(map.programs).toEqual({ looked: 3, of: 3 });
  expect(map.targets.find(({ name }) => name === 'wiki')).toMatchObject({ people: 1, programs: 2 });
  expect(map.groups).toContainEqual({ id: robots.id, name: 'Robots', people: 0, programs: 1 });
  expect(map.groups).toContainEqual({ id: everyProgram, name: '', people: 0, programs: 1 });
  // A key that is made for another app opens this one no more than none.
  await test.run(`update service_keys set apps = array[$1] where account_id = $2`, [ids['desk'], bot.id]);
  const without = await test.local.call(access.app, { params: { app: 'wiki' } });
  expect(without.programs[0]).toMatchObject({ name: 'deploy-bot', hasKey: false });
});

it('judges a theft by the session that opens most, whichever is the newest, and says which', async () => {
  const dora = await test.person('Dora');
  expect((await reachOf(dora)).stolen).toMatchObject({ session: dora.session, sessions: 1 });
  await test.run(
    `update sessions set methods = '{hwk}', authenticated_at = now() - interval '2 hours' where id = $1`,
    [dora.session],
  );
  await test.run(
    `insert into sessions (id, person_id, secret_hash, methods, authenticated_at, created_at, absolute_seconds,
       idle_seconds, address, user_agent)
     select 'ses_newest', person_id, 'other', '{pwd,otp}', now() - interval '1 hour', now() + interval '1 second',
       absolute_seconds, idle_seconds, address, user_agent
     from sessions where id = $1`,
    [dora.session],
  );
  const reach = await reachOf(dora);
  expect(reach.stolen).toMatchObject({ session: dora.session, sessions: 2, methods: ['hwk'] });
  expect(reach.apps.find(({ app }) => app.name === 'vault')).toMatchObject({ stolen: { outcome: 'allow' } });
});

it('lists public paths, and not the app by which people sign in', async () => {
  const { items } = await test.local.call(access.publicPaths, {});
  expect(items.map(({ app, path }) => `${app.name} ${path}`)).toEqual(['open /health', 'open /hooks/**']);
});

it('tells none of it to somebody who may not read', async () => {
  const refused = { problem: { status: 403 } };
  const { client } = bob;
  await expect(client.call(access.map, {})).rejects.toMatchObject(refused);
  await expect(client.call(access.publicPaths, {})).rejects.toMatchObject(refused);
  await expect(client.call(access.app, { params: { app: 'wiki' } })).rejects.toMatchObject(refused);
  for (const person of [ada.id, bob.id, 'per_nobody-at-all'])
    await expect(client.call(access.person, { params: { person } })).rejects.toMatchObject(refused);
});
