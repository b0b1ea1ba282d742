import { afterEach, expect, it } from 'vitest';
import type { Client } from '#client/index.ts';
import { newId } from '#base/ids.ts';
import { api, operations } from '#contracts/api/operations.ts';
import { openTestApi } from '#testing/api.ts';
import { freshStore } from '#testing/store.ts';

type Test = Awaited<ReturnType<typeof openTestApi>>;
type Ways = Readonly<Record<string, (by: Client) => Promise<unknown>>>;

const close: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of close.splice(0).toReversed()) await one();
});

/** Writes that cannot weaken, and why. A new write is named here, or is judged and has its way below. */
const cannotWeaken: Readonly<Record<string, string>> = {
  'apply.plan': 'is rolled back',
  'apps.probe': 'writes nothing',
  'apps.remove': 'what is gone opens to nobody',
  'attention.acknowledge': 'says that something was seen',
  'audit.verify': 'writes nothing',
  'connections.cut': 'takes',
  'decisions.again': 'writes nothing',
  'decisions.why': 'writes nothing',
  'gateways.disable': 'takes',
  'groups.create': 'nobody is in it yet',
  'groups.drop': 'membership is daily work',
  'groups.remove': 'as to take everybody out of it',
  'keys.rotate': 'replaces what is trusted by what is newer',
  'people.remove': 'takes',
  'people.remove-passkey': 'takes a way to sign in',
  'policies.addTest': 'a sentence more has to hold',
  'policies.cancelPreview': 'writes no policy',
  'policies.check': 'writes nothing',
  'policies.confirm': 'was judged when it was published',
  'policies.preview': 'writes no policy',
  'policies.test': 'writes nothing',
  'proposals.approve': 'is judged as what it carries out',
  'proposals.reject': 'ends a proposal',
  'proposals.withdraw': 'ends a proposal',
  'providers.remove': 'takes',
  'providers.test': 'writes nothing',
  'providers.unlink': 'takes',
  'reports.acknowledge': 'says that something was seen',
  'service-accounts.add-key': 'opens what the account may open already, and takes a permission of its own',
  'service-accounts.end-key': 'takes',
  'service-accounts.remove': 'takes',
  'service-accounts.revoke-key': 'takes',
  'sessions.end': 'takes',
  'sessions.end-all': 'takes',
  'sessions.end-all-of': 'takes',
  'tags.create': 'nothing has it yet',
  'tags.remove': 'is refused while it is in use',
  'tokens.revoke': 'takes',
  'weakenings.acknowledge': 'says that something was seen',
};

const text = 'permit (principal is Person, action == Action::"open", resource == App::"wiki");';
const upstream = { url: 'http://127.0.0.1:1' };

/** For every write that can weaken, one that does; each is about things of its own, so that they go in any order. */
async function prepare(test: Test): Promise<Ways> {
  const { local } = test;
  const policy = (name: string, words = text) =>
    local.call(api.policies.create, { body: { name, text: words } });
  for (const name of ['inner', 'outer']) await local.call(api.tags.create, { body: { name } });
  const wiki = await local.call(api.apps.create, { body: { name: 'wiki', upstream, tags: ['inner'] } });
  const stewards = await local.call(api.groups.create, { body: { name: 'Stewards' } });
  const crew = await local.call(api.groups.create, { body: { name: 'Crew' } });
  const forbid = text.replace('permit', 'forbid').replace('is Person', 'in Group::"Crew"');
  const edited = await policy('edited', forbid);
  const removed = await policy('removed', forbid.replace('Crew', 'Stewards'));
  await policy('by-tag', text.replace('resource == App::"wiki"', 'resource in Tag::"outer"'));
  const administer = 'action in Action::"administer", resource);';
  await policy('stewards', `permit (principal in Group::"Stewards", ${administer}`);
  const gone = await policy('gone', text.replace('is Person', 'in Group::"Crew"'));
  const revision = (await test.store.policies.latest())?.revision ?? 0;
  await local.call(api.policies.remove, { params: { policy: gone.id }, version: gone.version });
  const who = { person: test.owner.id };
  const kept = await local.call(api.policies.addTest, {
    body: { says: 'can', who, what: { app: 'console' } },
  });
  const [stranger, other] = [await test.person('Mallory'), await test.person('Piet', ['owner'])];
  const gateway = newId('gateway');
  const seat = { id: gateway, name: 'edge', serial: '1', fingerprint: 'f', seat: 's' };
  await test.store.gateways.insert(seat);
  await local.call(api.gateways.disable, { params: { gateway } });
  const said = { title: 'Staff', clientId: 'sallyport' };
  const provider = await local.call(api.providers.create, {
    body: { ...said, name: 'staff', issuer: 'https://staff.example.org' },
  });
  const program = await local.call(api.serviceAccounts.create, { body: { name: 'program' } });
  const { version: settings } = await local.call(api.installation.settings);
  const versionOf = async (id: typeof stranger.id) => (await test.store.people.find(id))?.version ?? 0;
  const scopes = ['read' as const];
  const change = { kind: 'create' as const, name: 'published', text };
  const objects = [{ kind: 'policy' as const, name: 'applied', text }];
  return {
    'policies.create': (by) => by.call(api.policies.create, { body: { name: 'created', text } }),
    'policies.update': (by) =>
      by.call(api.policies.update, {
        params: { policy: edited.id },
        version: edited.version,
        body: { mode: 'observe' },
      }),
    'policies.remove': (by) =>
      by.call(api.policies.remove, { params: { policy: removed.id }, version: removed.version }),
    'policies.publish': (by) => by.call(api.policies.publish, { body: { changes: [change] } }),
    'policies.removeTest': (by) => by.call(api.policies.removeTest, { params: { test: kept.id } }),
    'policies.rollBack': (by) => by.call(api.policies.rollBack, { params: { revision }, body: {} }),
    'apply.write': (by) => by.call(api.apply.write, { body: { objects } }),
    'apps.create': (by) => by.call(api.apps.create, { body: { name: 'open', upstream, publicPaths: ['/'] } }),
    'apps.update': (by) =>
      by.call(api.apps.update, {
        params: { app: wiki.id },
        version: wiki.version,
        body: { upstream: { url: 'http://127.0.0.1:2' } },
      }),
    'people.invite': (by) =>
      by.call(api.people.invite, { body: { name: 'Me', email: 'me@example.org', roles: ['owner'] } }),
    'people.update': async (by) =>
      by.call(api.people.update, {
        params: { person: stranger.id },
        version: await versionOf(stranger.id),
        body: { roles: ['auditor'] },
      }),
    'people.reset-link': (by) => by.call(api.people.resetLink, { params: { person: other.id } }),
    'groups.add': (by) => by.call(api.groups.add, { params: { group: stewards.id, person: stranger.id } }),
    'groups.update': (by) =>
      by.call(api.groups.update, {
        params: { group: crew.id },
        version: crew.version,
        body: { parents: [stewards.id] },
      }),
    'tags.update': async (by) => {
      const { items } = await by.call(api.tags.list, {});
      const version = items.find(({ name }) => name === 'inner')?.version ?? 0;
      return by.call(api.tags.update, { params: { tag: 'inner' }, version, body: { parents: ['outer'] } });
    },
    'providers.create': (by) =>
      by.call(api.providers.create, { body: { ...said, name: 'more', issuer: 'https://more.example.org' } }),
    'providers.update': (by) =>
      by.call(api.providers.update, {
        params: { provider: 'staff' },
        version: provider.version,
        body: { clientId: 'another' },
      }),
    'gateways.join-token': (by) => by.call(api.gateways.joinToken, { body: { name: 'more' } }),
    'gateways.enable': (by) => by.call(api.gateways.enable, { params: { gateway } }),
    'settings.update': (by) =>
      by.call(api.installation.changeSettings, { version: settings, body: { zone: 'Asia/Tokyo' } }),
    'tokens.create': (by) =>
      by.call(api.tokens.create, { body: { name: 'theirs', owner: other.id, scopes } }),
    'service-accounts.create': (by) =>
      by.call(api.serviceAccounts.create, { body: { name: 'more', apps: [wiki.id] } }),
    'service-accounts.update': (by) =>
      by.call(api.serviceAccounts.update, {
        params: { account: 'program' },
        version: program.version,
        body: { apps: [wiki.id] },
      }),
    'sample.protect': (by) => by.call(api.sample.protect),
  };
}

it('T40: lets no write of the API weaken past a second person: name a new one here', async () => {
  const test = await openTestApi(undefined, { secondPerson: 'weakening' });
  close.push(() => test.close());
  const ways = await prepare(test);
  const writes = operations.filter(({ method, door }) => method !== 'get' && door === 'any');
  const named = [...Object.keys(ways), ...Object.keys(cannotWeaken)];
  expect(named.toSorted()).toEqual(writes.map(({ id }) => id).toSorted());
  const second = await test.person('Quinn', ['owner']);
  const otherwise: unknown[] = [];
  for (const [id, way] of Object.entries(ways)) {
    const { problem } = await way(test.owner.client).then(
      () => ({ problem: undefined }),
      (error: unknown) => error as { problem?: { code: string; proposal?: string } },
    );
    if (problem?.code !== 'second-person-needed') otherwise.push([id, problem]);
    // With a second person it is carried out: were it not, people would switch the rule off.
    await second.client
      .call(api.proposals.approve, { params: { proposal: problem?.proposal ?? '' } })
      .catch((error: unknown) => otherwise.push([id, 'approved', error]));
  }
  expect(otherwise).toEqual([]);
});

it('T40: does each write on the connection of its transaction alone, so that writes cannot starve each other', async () => {
  const fresh = await freshStore();
  const one = fresh.store.beside(1);
  const test = await openTestApi({ ...fresh, store: one });
  close.push(
    () => fresh.close(),
    () => one.close(),
  );
  const ways = await prepare(test);
  const failed: unknown[] = [];
  for (const [id, way] of Object.entries(ways)) {
    await way(test.owner.client).catch((error: unknown) => failed.push([id, error]));
  }
  expect(failed).toEqual([]);
});
