import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Client } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import { policyJobs } from '#control/index.ts';
import { openTestApi, type TestPerson } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let second: TestPerson;
let counter = 0;
beforeAll(async () => {
  test = await openTestApi(undefined, { secondPerson: 'weakening' });
  second = await test.person('Piet', ['owner']);
  await test.local.call(api.apps.create, {
    body: { name: 'wiki', upstream: { url: 'http://127.0.0.1:1' } },
  });
});
afterAll(() => test.close());
beforeEach(() => {
  counter += 1;
});

const text = (app = 'wiki') =>
  `permit (principal is Person, action == Action::"open", resource == App::"${app}");`;
const needed = { problem: { status: 409, code: 'second-person-needed' } };

/** Proposes whatever a call would do; gives the proposal's id. */
async function proposed(call: Promise<unknown>): Promise<string> {
  const thrown: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toMatchObject(needed);
  return (thrown as { problem: { proposal: string } }).problem.proposal;
}

const permit = (by: Client, name = `everybody-${counter}`) =>
  proposed(by.call(api.policies.create, { body: { name, text: text() } }));
const approve = (by: Client, proposal: string) => by.call(api.proposals.approve, { params: { proposal } });
const names = async () => (await test.store.policies.all()).map(({ name }) => name);
const refusal = (status: number) => ({ problem: { status } });

it('T40: does not carry out what weakens, whichever way it comes', async () => {
  const by = test.owner.client;
  const before = await test.store.policies.latest();
  const name = `way-${counter}`;
  const create = { kind: 'create' as const, name, text: text(), mode: 'enforce' as const, enabled: true };
  const objects = [{ kind: 'policy' as const, name, text: text() }];
  const observe = { name, text: text(), mode: 'observe' as const, enforceFrom: Date.now() + 3_600_000 };
  const ways = [
    () => by.call(api.policies.create, { body: { name, text: text() } }),
    () => by.call(api.policies.create, { body: observe }),
    () => by.call(api.policies.publish, { body: { changes: [create] } }),
    () => by.call(api.policies.publish, { body: { changes: [create], confirmWithin: 60 } }),
    () => by.call(api.apply.write, { body: { objects } }),
  ];
  for (const way of ways) await proposed(way());
  expect((await test.store.policies.latest())?.revision).toBe(before?.revision);
  expect(await test.store.policyTrials.find()).toBeUndefined();
  expect(await names()).not.toContain(name);
});

it('T40: does not roll back to what gave more', async () => {
  await test.local.call(api.policies.create, { body: { name: 'for-a-while', text: text() } });
  const revision = (await test.store.policies.latest())?.revision ?? 0;
  const { id, version } = (await test.store.policies.findByName('for-a-while')) ?? { id: '', version: 0 };
  await test.owner.client.call(api.policies.remove, { params: { policy: id }, version });
  await proposed(test.owner.client.call(api.policies.rollBack, { params: { revision }, body: {} }));
  expect(await names()).not.toContain('for-a-while');
});

it('T40: lets nobody be their own second person, by another session or a token neither', async () => {
  const proposal = await permit(test.owner.client);
  const { token } = await test.owner.client.call(api.tokens.create, {
    body: { name: `mine-${counter}`, scopes: ['read', 'write', 'publish'], lifetimeDays: 1 },
  });
  await expect(approve(test.owner.client, proposal)).rejects.toMatchObject(refusal(403));
  await expect(approve(test.withToken(token), proposal)).rejects.toMatchObject(refusal(403));
  await expect(approve(test.local, proposal)).rejects.toMatchObject(refusal(403));
  const byToken = await permit(test.withToken(token), `by-token-${counter}`);
  await expect(approve(test.owner.client, byToken)).rejects.toMatchObject(refusal(403));
  expect(await names()).not.toContain(`everybody-${counter}`);
});

it('T40: gives nobody a token of another person to approve by', async () => {
  await proposed(
    test.owner.client.call(api.tokens.create, {
      body: { name: 'theirs', owner: second.id, scopes: ['read', 'publish', 'write'], lifetimeDays: 1 },
    }),
  );
  const { items } = await second.client.call(api.tokens.list, {});
  expect(items.map(({ name }) => name)).not.toContain('theirs');
});

it('T40: gives no way to become the second person: a role, a reset link, an address, a group', async () => {
  const by = test.owner.client;
  const { id, version } = (await test.store.people.find(second.id)) ?? { id: '', version: 0 };
  await proposed(by.call(api.people.resetLink, { params: { person: id } }));
  await proposed(
    by.call(api.people.update, { params: { person: id }, version, body: { email: 'mine@example.org' } }),
  );
  await proposed(
    by.call(api.people.invite, { body: { name: 'Me', email: 'me2@example.org', roles: ['owner'] } }),
  );
  const { id: group } = await by.call(api.groups.create, { body: { name: 'Stewards' } });
  await test.local.call(api.policies.create, {
    body: {
      name: 'stewards-administer',
      text: 'permit (principal in Group::"Stewards", action in Action::"administer", resource);',
    },
  });
  const stranger = await test.person('Mallory');
  await proposed(by.call(api.groups.add, { params: { group, person: stranger.id } }));
  expect(await test.store.groups.memberIds(group)).toEqual([]);
  expect(await test.store.people.find(id)).toMatchObject({ version, email: 'piet@example.org' });
});

it('T40: carries out exactly what was proposed, once, with both names on record', async () => {
  const name = `everybody-${counter}`;
  const proposal = await permit(test.owner.client);
  const shown = await second.client.call(api.proposals.get, { params: { proposal } });
  expect(shown).toMatchObject({ mayDecide: true, mayWithdraw: false, proposer: { name: 'Olga' } });
  expect(shown.weakens).toMatchObject([{ rule: 'permit-in-force', name }]);
  expect(shown.draft).toMatchObject([{ kind: 'create', name, text: text() }]);
  const done = await approve(second.client, proposal);
  expect(done).toMatchObject({ proposal: { state: 'approved' }, result: { name } });
  const event = test.events.findLast(({ kind }) => kind === 'policy-published');
  expect(event).toMatchObject({
    actor: { name: 'Olga' },
    data: { approvedBy: { name: 'Piet' }, weakens: [{ rule: 'permit-in-force' }] },
  });
  const decided = test.events.findLast(({ kind }) => kind === 'proposal-decided');
  expect(decided).toMatchObject({ actor: { name: 'Piet' }, data: { decision: 'approved' } });
  await expect(approve(second.client, proposal)).rejects.toMatchObject(refusal(409));
  expect((await names()).filter((one) => one === name)).toHaveLength(1);
});

it('T40: carries a proposal out once when two approve at the same moment', async () => {
  const third = await test.person('Quinn', ['owner']);
  const proposal = await permit(test.owner.client);
  const revision = (await test.store.policies.latest())?.revision ?? 0;
  const both = await Promise.allSettled([
    approve(second.client, proposal),
    approve(third.client, proposal),
    approve(second.client, proposal),
  ]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await test.store.policies.latest())?.revision).toBe(revision + 1);
});

it('T40: carries nothing out when the policies are others than it was proposed on', async () => {
  const proposal = await permit(test.owner.client);
  await test.local.call(api.policies.create, { body: { name: `other-${counter}`, text: text() } });
  const { items } = await second.client.call(api.proposals.list, {});
  expect(items.find(({ id }) => id === proposal)).toMatchObject({ stale: true });
  await expect(approve(second.client, proposal)).rejects.toMatchObject(refusal(409));
  expect(await names()).not.toContain(`everybody-${counter}`);
});

it('T40: carries nothing out when a name means another thing by now', async () => {
  const by = test.owner.client;
  const group = await by.call(api.groups.create, { body: { name: 'Guests' } });
  const named = `permit (principal in Group::"Guests", action == Action::"open", resource == App::"wiki");`;
  const proposal = await proposed(by.call(api.policies.create, { body: { name: 'guests', text: named } }));
  const { id, version } = group;
  await by.call(api.groups.update, { params: { group: id }, version, body: { name: 'Former guests' } });
  await by.call(api.groups.create, { body: { name: 'Guests' } });
  await expect(approve(second.client, proposal)).rejects.toMatchObject(refusal(409));
  expect(await names()).not.toContain('guests');
});

it('T40: asks again, of both, whether they may', async () => {
  const proposal = await permit(test.owner.client);
  const reader = await test.person('Rita', ['auditor']);
  await expect(approve(reader.client, proposal)).rejects.toMatchObject(refusal(403));
  await expect(reader.client.call(api.proposals.reject, { params: { proposal } })).rejects.toMatchObject(
    refusal(403),
  );
  const former = await test.person('Fred', ['owner']);
  const theirs = await permit(former.client, `formers-${counter}`);
  await test.run(`update people set roles = '{}' where id = $1`, [former.id]);
  await expect(approve(second.client, theirs)).rejects.toMatchObject(refusal(409));
  expect(await names()).not.toContain(`formers-${counter}`);
});

it('T40: carries nothing out that was proposed by a token which was revoked since', async () => {
  const { token, id } = await test.owner.client.call(api.tokens.create, {
    body: { name: `stolen-${counter}`, scopes: ['read', 'write', 'publish'], lifetimeDays: 1 },
  });
  const proposal = await permit(test.withToken(token));
  await test.owner.client.call(api.tokens.revoke, { params: { token: id } });
  await expect(approve(second.client, proposal)).rejects.toMatchObject(refusal(409));
});

it('T40: ends by itself after seven days, by its proposer, or by somebody who may', async () => {
  const [old, mine, theirs] = [
    await permit(test.owner.client, `old-${counter}`),
    await permit(test.owner.client, `mine-${counter}`),
    await permit(test.owner.client, `theirs-${counter}`),
  ];
  await test.run(`update proposals set expires_at = now() - interval '1 second' where id = $1`, [old]);
  await expect(approve(second.client, old)).rejects.toMatchObject(refusal(409));
  const end = (by: Client, verb: 'withdraw' | 'reject', proposal: string) =>
    by.call(api.proposals[verb], { params: { proposal } });
  await expect(end(second.client, 'withdraw', mine)).rejects.toMatchObject(refusal(403));
  expect(await end(test.owner.client, 'withdraw', mine)).toMatchObject({ state: 'withdrawn' });
  await expect(end(test.owner.client, 'reject', theirs)).rejects.toMatchObject(refusal(409));
  expect(await end(second.client, 'reject', theirs)).toMatchObject({ state: 'rejected' });
  for (const one of [mine, theirs]) {
    await expect(approve(second.client, one)).rejects.toMatchObject(refusal(409));
  }
});

it('T40: keeps the machine’s own socket as the way out, marked and to be seen by somebody', async () => {
  await test.local.call(api.policies.create, { body: { name: 'on-the-machine', text: text() } });
  const { items } = await second.client.call(api.weakenings.list, {});
  expect(items[0]).toMatchObject({ pastSecondPerson: true, actor: { kind: 'local' }, mayAcknowledge: true });
  const attention = await second.client.call(api.installation.attention);
  expect(attention.items.find(({ kind }) => kind === 'weakened')).toMatchObject({ severity: 'urgent' });
});

it('T40: says in the log, once, that there is nobody to be the second person', async () => {
  const alone = await openTestApi(undefined, { secondPerson: 'weakening' });
  const warnings: string[] = [];
  const log = { ...alone.context.log, warn: (message: string) => void warnings.push(message) };
  const job = policyJobs({ ...alone.context, log }).find(({ name }) => name === 'watch-second-person');
  await job?.run();
  await job?.run();
  expect(warnings).toHaveLength(1);
  const attention = await alone.owner.client.call(api.installation.attention);
  expect(attention.items.map(({ kind }) => kind)).toContain('second-person-alone');
  await alone.person('Piet', ['owner']);
  await job?.run();
  expect(warnings).toHaveLength(1);
  const then = await alone.owner.client.call(api.installation.attention);
  expect(then.items.map(({ kind }) => kind)).not.toContain('second-person-alone');
  await alone.close();
});

it('T40: lets another administrator say that they have seen it, and the only one of their own', async () => {
  const one = await openTestApi();
  await one.owner.client.call(api.apps.create, {
    body: { name: 'wiki', upstream: { url: 'http://127.0.0.1:1' } },
  });
  const weaken = (name: string) =>
    one.owner.client.call(api.policies.create, { body: { name, text: text() } });
  const seen = async (by: Client) => {
    const { items } = await by.call(api.weakenings.list, { query: { state: 'all' } });
    return by.call(api.weakenings.acknowledge, { params: { weakening: items[0]?.id ?? '' } });
  };
  await weaken('first');
  expect(await seen(one.owner.client)).toMatchObject({ acknowledgedBy: { name: 'Olga' } });
  const piet = await one.person('Piet', ['owner']);
  await weaken('second');
  await expect(seen(one.owner.client)).rejects.toMatchObject(refusal(409));
  expect(await seen(piet.client)).toMatchObject({ acknowledgedBy: { name: 'Piet' } });
  expect(one.events.filter(({ data }) => 'weakens' in data)).toHaveLength(2);
  await one.close();
});
