import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { type AdministrativeAction, administrativeActions } from '#contracts/access.ts';
import { askedBefore } from '#contracts/api/asked.ts';
import type { Operation } from '#contracts/api/operation.ts';
import { api, operations } from '#contracts/api/operations.ts';
import { openTestApi } from '#testing/api.ts';

// What a page is told that somebody may do, against what the API then does: nothing is offered that is refused, and
// nothing is kept back that would have been done.

let test: Awaited<ReturnType<typeof openTestApi>>;
let params: Readonly<Record<string, string>>;
const tokens = new Map<string, string>();

beforeAll(async () => {
  test = await openTestApi();
  const { local } = test;
  const person = await test.person('Petra');
  const [app, group, tag, account, provider, policy] = await Promise.all([
    local.call(api.apps.create, { body: { name: 'wiki', upstream: { url: 'http://127.0.0.1:9' } } }),
    local.call(api.groups.create, { body: { name: 'writers' } }),
    local.call(api.tags.create, { body: { name: 'inside' } }),
    local.call(api.serviceAccounts.create, { body: { name: 'robot' } }),
    local.call(api.providers.create, {
      body: { name: 'corp', title: 'Corp', issuer: 'https://id.example.com', clientId: 'us' },
    }),
    local.call(api.policies.list, {}),
  ]);
  params = {
    proposal: newId('proposal'),
    weakening: newId('weakening'),
    app: app.id,
    group: group.id,
    tag: tag.name,
    account: account.id,
    provider: provider.id,
    policy: policy.items[0]?.id ?? '',
    person: person.id,
    passkey: newId('credential'),
    session: newId('session'),
    connection: newId('connection'),
    decision: newId('decision'),
    gateway: newId('gateway'),
    key: newId('serviceKey'),
    token: newId('apiToken'),
    report: newId('report'),
    preview: newId('policyPreview'),
    test: newId('policyTest'),
    revision: '1',
  };
});
afterAll(() => test.close());

const text = 'permit (principal is Person, action == Action::"open", resource == App::"portal");';
const bodies: Readonly<Record<string, object>> = {
  'apps.create': { name: 'other', upstream: { url: 'http://127.0.0.1:9' } },
  'apps.probe': { url: 'http://127.0.0.1:9' },
  'people.invite': { name: 'Nils', email: 'nils@example.org' },
  'groups.create': { name: 'readers' },
  'service-accounts.create': { name: 'other' },
  'service-accounts.add-key': { name: 'here' },
  'service-accounts.end-key': { at: 2_000_000_000_000 },
  'tags.create': { name: 'outside' },
  'policies.create': { name: 'one-more', text },
  'policies.publish': { changes: [{ kind: 'remove', policy: 'nothing', version: 1 }] },
  'policies.check': { text },
  'policies.preview': { changes: [{ kind: 'remove', policy: 'nothing', version: 1 }] },
  'apply.plan': { objects: [] },
  'apply.write': { objects: [] },
  'policies.addTest': { says: 'can', who: { person: 'petra@example.org' }, what: { app: 'wiki' } },
  'decisions.why': { person: 'petra@example.org', app: 'wiki' },
  'keys.rotate': { purpose: 'grant' },
  'gateways.join-token': { name: 'north' },
  'providers.create': {
    name: 'other',
    title: 'Other',
    issuer: 'https://other.example.com',
    clientId: 'us',
  },
  'attention.acknowledge': { until: 1 },
};

async function withScopes(scopes: readonly AdministrativeAction[]) {
  const name = scopes.join(' ');
  const known = tokens.get(name);
  if (known !== undefined) return test.withToken(known);
  const body = { name, scopes: [...scopes], owner: test.owner.id };
  const made = await test.local.call(api.tokens.create, { body });
  tokens.set(name, made.token);
  return test.withToken(made.token);
}

/** The status that an operation ends with for a token of these scopes. */
async function statusOf(operation: Operation, scopes: readonly AdministrativeAction[]): Promise<number> {
  const client = await withScopes(scopes);
  const named = Object.keys(operation.params.shape).map((name) => [name, params[name]]);
  const input = {
    params: Object.fromEntries(named),
    query: operation.id === 'search.find' ? { q: 'x' } : operation.id === 'me.rights' ? { of: 'App:x' } : {},
    body: operation.body.safeParse(undefined).success ? undefined : (bodies[operation.id] ?? {}),
    ...(operation.versioned ? { version: 99 } : {}),
  };
  return client.call(operation, input as never).then(
    () => 200,
    (error: { problem?: { status: number } }) => error.problem?.status ?? 0,
  );
}

const offered = operations.filter(({ door, streams }) => door === 'any' && streams === undefined);
const actionsOf = ({ id }: Operation) => [...new Set((askedBefore[id] ?? []).map(({ action }) => action))];

describe('what policy is asked before an operation', () => {
  it('is all of what the API asks: with it nothing is refused', async () => {
    const last = (id: string) => (id.endsWith('.remove') ? 1 : 0);
    const refused: string[] = [];
    for (const operation of offered.toSorted((a, b) => last(a.id) - last(b.id))) {
      if (operation.id === 'tokens.create') continue;
      const actions = actionsOf(operation);
      // To see one's own is within `read` for a token.
      const status = await statusOf(operation, actions.length === 0 ? ['read'] : actions);
      if (status === 403 || status === 400 || status === 0) refused.push(`${operation.id} ${status}`);
    }
    expect(refused).toEqual([]);
  });

  it('is asked by the API: without any one of it the operation is refused', async () => {
    const done: string[] = [];
    let tried = 0;
    for (const operation of offered) {
      for (const action of actionsOf(operation)) {
        const others = administrativeActions.filter((one) => one !== action);
        tried += 1;
        if ((await statusOf(operation, others)) !== 403) done.push(`${operation.id} without ${action}`);
      }
    }
    expect(tried).toBeGreaterThan(60);
    expect(done).toEqual([]);
  });
});

describe('what somebody is told that they may do', () => {
  const rightsOf = async (who: { readonly client: typeof test.local }, ...of: readonly string[]) =>
    (await who.client.call(api.rights.list, { query: { of: of.join(',') } })).items;
  const write = async (...policies: readonly (readonly [name: string, text: string])[]) => {
    for (const [name, policyText] of policies)
      await test.local.call(api.policies.create, { body: { name, text: policyText } });
    await test.reload();
  };
  const all = 'Organisation:organisation';

  it('is what policy says of each thing, a stronger sign-in among it', async () => {
    await write(
      [
        'auditors-read',
        'permit (principal is Person, action in [Action::"read", Action::"readAudit"], resource) when { principal.roles.contains("auditor") };',
      ],
      [
        'admins-keep-groups',
        'permit (principal is Person, action in [Action::"read", Action::"write"], resource) when { principal.roles.contains("admin") };',
      ],
      [
        'not-this-group',
        `forbid (principal is Person, action == Action::"write", resource == Group::"${params['group']}") when { principal.roles.contains("admin") };`,
      ],
      [
        'keys-by-passkey',
        'permit (principal is Person, action == Action::"manageKeys", resource) when { principal.roles.contains("admin") && context.authn.phishingResistant };',
      ],
    );
    const [nobody, auditor, admin] = [
      await test.person('Norbert'),
      await test.person('Audrey', ['auditor']),
      await test.person('Adam', ['admin']),
    ];
    expect(await rightsOf(nobody, all)).toEqual([{ of: all, allowed: [], stronger: [] }]);
    expect(await rightsOf(auditor, all, 'Audit:audit')).toEqual([
      { of: all, allowed: ['read', 'readAudit'], stronger: [] },
      { of: 'Audit:audit', allowed: ['read', 'readAudit'], stronger: [] },
    ]);
    const group = `Group:${params['group']}`;
    const stronger = [{ action: 'manageKeys', need: { methods: ['hwk'] } }];
    expect(await rightsOf(admin, all, group)).toEqual([
      { of: all, allowed: ['read', 'write'], stronger },
      { of: group, allowed: ['read'], stronger },
    ]);
    const owner = await test.person('Orla', ['owner']);
    expect((await rightsOf(owner, all))[0]?.allowed).toEqual(administrativeActions);
    expect((await rightsOf({ client: test.local }, all))[0]?.allowed).toEqual(administrativeActions);
  });

  it('is told alike of what there is and what there is not, and of nothing that has no type', async () => {
    const nobody = await test.person('Noah');
    const there = await rightsOf(nobody, `Person:${params['person']}`);
    const notThere = await rightsOf(nobody, `Person:${newId('person')}`);
    expect(there).toEqual(notThere.map((rights) => ({ ...rights, of: `Person:${params['person']}` })));
    for (const of of ['', 'Nothing:x', 'Person:', 'Person:a b', Array(51).fill(all).join(',')])
      await expect(rightsOf(nobody, of)).rejects.toMatchObject({ problem: { status: 400 } });
  });
});
