import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { apps } from '#contracts/api/apps.ts';
import { connections } from '#contracts/api/connections.ts';
import { decisions } from '#contracts/api/decisions.ts';
import { policies } from '#contracts/api/policies.ts';
import { type ServiceAccount, serviceAccounts } from '#contracts/api/service-accounts.ts';
import type { FromControl } from '#contracts/protocol/from-control.ts';
import { createInThreadDecider } from '#control/index.ts';
import { openTestApi } from '#testing/api.ts';
import { createReplica } from '#testing/control-world.ts';

// Whoever holds a key is its account: so a key opens what it was made for, while it works, and nothing else.
let test: Awaited<ReturnType<typeof openTestApi>>;
let replica: Awaited<ReturnType<typeof createReplica>>;
let asked = 0;
const ids: Record<string, string> = {};

beforeAll(async () => {
  test = await openTestApi();
  for (const name of ['wiki', 'ledger', 'vault']) {
    const body = { name, upstream: { url: 'http://127.0.0.1:8080' } };
    ids[name] = (await test.local.call(apps.create, { body })).id;
  }
  const text = 'permit (principal is ServiceAccount, action == Action::"open", resource);';
  await test.local.call(policies.create, { body: { name: 'robots', text } });
  const vault =
    'forbid (principal is ServiceAccount, action == Action::"open", resource == App::"vault") unless { context.authn.methods.contains("hwk") };';
  await test.local.call(policies.create, { body: { name: 'vault', text: vault } });
  replica = await createReplica(test.store, { decider: createInThreadDecider() });
});
afterAll(async () => {
  await replica?.close();
  await test.close();
});

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');
const idOf = (app: string): string => ids[app] ?? '';

async function account(opens: readonly string[], body: object = {}) {
  asked += 1;
  const made = await test.local.call(serviceAccounts.create, {
    body: { name: `robot-${asked}`, apps: opens.map(idOf), ...body },
  });
  return { ...made, key: (over: object = {}) => keyOf(made, over) };
}
async function keyOf({ id }: Pick<ServiceAccount, 'id'>, over: object) {
  return test.local.call(serviceAccounts.addKey, {
    params: { account: id },
    body: { name: 'ci', ...over },
  });
}
const change = (made: Pick<ServiceAccount, 'id'>, version: number, body: object) =>
  test.local.call(serviceAccounts.update, { params: { account: made.id }, version, body });

async function gateway() {
  const { stream, session } = await replica.join(newId('gateway'));
  const ask = async (key: string, app = 'wiki'): Promise<FromControl> => {
    asked += 1;
    const id = asked;
    const input = { token: hashOf(key), app: idOf(app), method: 'GET', path: '/', address: '192.0.2.1' };
    session.message({ kind: 'ask', id, priority: 'new', input });
    const isAnswer = (message: FromControl) =>
      'id' in message && message.id === id && message.kind !== 'change';
    await expect.poll(() => stream.sent.some(isAnswer)).toBe(true);
    return stream.sent.find(isAnswer) as FromControl;
  };
  return { ask, stream, session };
}

it('opens the apps of its account, as the account, which is on record and in the lists', async () => {
  const robot = await account(['wiki', 'ledger']);
  const { key, id } = await robot.key();
  const { ask, session } = await gateway();
  const granted = await ask(key);
  expect(granted).toMatchObject({
    kind: 'granted',
    grant: { person: robot.id, session: id, name: robot.name, scope: 'any' },
  });
  if (granted.kind !== 'granted') return;
  expect(granted.grant.subjects).toEqual(expect.arrayContaining([robot.id, id, idOf('wiki'), 'everything']));
  expect(replica.events.at(-1)).toMatchObject({
    kind: 'decision-made',
    actor: { kind: 'service-account', id: robot.id, name: robot.name },
    about: expect.arrayContaining([robot.id, id]),
  });
  const connection = newId('connection');
  const opened = {
    connection,
    grant: granted.grant.id,
    session: id,
    person: robot.id,
    app: idOf('wiki'),
    protocol: 'websocket',
    address: '192.0.2.1',
    ageMs: 0,
  };
  session.message({ kind: 'live', opened: [opened], closed: [] });
  const listed = async () => (await test.local.call(connections.list, { query: { person: robot.id } })).items;
  await expect.poll(listed).toMatchObject([{ person: { id: robot.id, name: robot.name }, session: id }]);
});

it('of one app opens no other, whatever policy says, and none that the account may not open any more', async () => {
  const robot = await account(['wiki', 'ledger']);
  const whole = await robot.key();
  const narrow = await robot.key({ apps: [idOf('wiki')] });
  const { ask } = await gateway();
  const outside = { kind: 'refused', outcome: 'deny', reason: 'outside-key-scope' };
  expect(await ask(narrow.key)).toMatchObject({ kind: 'granted' });
  expect(await ask(narrow.key, 'ledger')).toMatchObject(outside);
  expect(await ask(whole.key, 'ledger')).toMatchObject({ kind: 'granted' });
  expect(await ask(whole.key, 'vault')).toMatchObject(outside);
  await change(robot, 1, { apps: [idOf('ledger')] });
  await expect.poll(() => ask(narrow.key)).toMatchObject(outside);
  expect(await ask(whole.key)).toMatchObject(outside);
});

it('is asked for nothing stronger: what it lacks is a plain no', async () => {
  const { key } = await (await account(['vault'])).key();
  const { ask } = await gateway();
  const refused = await ask(key, 'vault');
  expect(refused).toMatchObject({ kind: 'refused', outcome: 'deny', reason: 'forbidden-by-policy' });
  expect(refused).not.toHaveProperty('need');
});

it('opens our own hosts never, even written past the API', async () => {
  const console = await test.store.apps.findByName('console');
  ids['console'] = console?.id ?? '';
  const robot = await account([]);
  const { key } = await robot.key();
  await test.run('update service_accounts set apps = $1 where id = $2', [[idOf('console')], robot.id]);
  const { ask } = await gateway();
  expect(await ask(key, 'console')).toMatchObject({ kind: 'refused', reason: 'outside-key-scope' });
});

it('ends in the moment that it was made for, and is not prolonged by a grant or a cache', async () => {
  const robot = await account(['wiki']);
  const key = await robot.key();
  const { ask } = await gateway();
  expect(await ask(key.key)).toMatchObject({ grant: { ttlMs: 60_000 } });
  const params = { account: robot.id, key: key.id };
  await test.local.call(serviceAccounts.endKey, { params, body: { at: Date.now() + 30_000 } });
  const ttl = async () => {
    const granted = await ask(key.key);
    return granted.kind === 'granted' ? granted.grant.ttlMs : 0;
  };
  await expect.poll(ttl).toBeLessThanOrEqual(30_000);
  expect(await ttl()).toBeGreaterThan(0);
  await test.local.call(serviceAccounts.endKey, { params, body: { at: Date.now() - 1 } });
  await expect.poll(() => ask(key.key)).toMatchObject({ kind: 'unknown-token', reason: 'key-expired' });
});

it('that was revoked is granted nothing by an answer that crossed the revocation', async () => {
  const robot = await account(['wiki']);
  const { key, id } = await robot.key();
  const { ask, stream } = await gateway();
  // Asked and revoked in one breath, over and over: whatever was answered, the revocation is told behind every grant
  // that did not know of it, and no grant comes that knows of it.
  const answers = [ask(key), ask(key)];
  await test.local.call(serviceAccounts.revokeKey, { params: { account: robot.id, key: id } });
  answers.push(ask(key), ask(key));
  const revoked = await stream.until('change', ({ subjects }) => subjects.includes(id));
  expect(revoked).toMatchObject({ change: 'revoke', cause: 'key-revoked' });
  const granted = (await Promise.all(answers)).filter((answer) => answer.kind === 'granted');
  expect(granted.filter(({ asOf }) => asOf >= revoked.id)).toEqual([]);
  expect(await ask(key)).toMatchObject({ kind: 'unknown-token', reason: 'key-revoked' });
});

it('of an account that is disabled opens nothing, and opens again when it is enabled', async () => {
  const robot = await account(['wiki']);
  const { key } = await robot.key();
  const { ask } = await gateway();
  expect(await ask(key)).toMatchObject({ kind: 'granted' });
  await change(robot, 1, { state: 'disabled' });
  await expect.poll(() => ask(key)).toMatchObject({ kind: 'refused', reason: 'account-disabled' });
  await change(robot, 2, { state: 'enabled' });
  await expect.poll(() => ask(key)).toMatchObject({ kind: 'granted' });
});

it('answers for nobody once its owner is away, where a policy asks for one', async () => {
  const text =
    'forbid (principal is ServiceAccount, action == Action::"open", resource == App::"ledger") unless { principal has owner };';
  await test.local.call(policies.create, { body: { name: 'owned', text } });
  const ben = await test.person('Ben');
  const robot = await account(['wiki', 'ledger'], { owner: ben.id });
  const { key } = await robot.key();
  const { ask } = await gateway();
  await expect.poll(() => ask(key, 'ledger')).toMatchObject({ kind: 'granted' });
  await test.store.change(async (tx) => tx.people.update({ id: ben.id, version: 1 }, { state: 'disabled' }), {
    kind: 'recheck',
    subjects: [robot.id],
    cause: 'account-changed',
    actor: { kind: 'system' },
  });
  await expect.poll(() => ask(key, 'ledger')).toMatchObject({ kind: 'refused', outcome: 'deny' });
  expect(await ask(key)).toMatchObject({ kind: 'granted' });
});

it('is no API token, no assertion and no session, and they are no key', async () => {
  const { key } = await (await account(['wiki'])).key();
  for (const host of ['api', 'console', 'portal', 'signin']) {
    for (const [name, value] of [
      ['authorization', `Bearer ${key}`],
      ['proxy-authorization', `Bearer ${key}`],
      ['sallyport-authorization', `Bearer ${key}`],
      ['sallyport-assertion', key],
      ['cookie', `__Host-sallyport-c-session=${key}`],
    ] as const) {
      const headers = { [name]: value, 'sec-fetch-site': 'same-origin' };
      const answer = await test.send(`https://${host}.test.localhost:8443/api/v1/me`, { headers });
      expect([host, name, answer.status]).toEqual([host, name, 401]);
    }
  }
  const { ask } = await gateway();
  const ada = await test.person('Ada');
  for (const other of [ada.session, ada.assertion, `slk_${'A'.repeat(43)}`])
    expect(await ask(other)).toMatchObject({ kind: 'unknown-token' });
});

it('takes no name that hides, turns or breaks anything', async () => {
  const robot = await account(['wiki']);
  const hostile = ['', ' ', 'a\u202egnp.exe', 'a\u0000b', 'line\nbreak', 'x'.repeat(121), '\u200b'];
  for (const name of hostile)
    await expect(robot.key({ name })).rejects.toMatchObject({ problem: { status: 400 } });
  const accounts = [...hostile, 'Robot', 'a b', 'sva_x', '-a', "x'; drop table apps", '<b>', 'a'.repeat(61)];
  for (const name of accounts)
    await expect(account([], { name })).rejects.toMatchObject({ problem: { status: 400 } });
  const shown = await robot.key({ name: '<script>alert(1)</script> "quoted" \\ %s ${x}' });
  expect(shown.name).toBe('<script>alert(1)</script> "quoted" \\ %s ${x}');
});

it('is explained afterwards: why, of now, of then, and what if', async () => {
  const robot = await account(['wiki', 'vault']);
  const { key } = await robot.key();
  const { ask } = await gateway();
  await ask(key, 'vault');
  await test.reload();
  const why = (body: object) =>
    test.local.call(decisions.why, { body: { person: robot.name, app: 'vault', ...body } });
  expect(await why({})).toMatchObject({ outcome: 'deny', reason: 'forbidden-by-policy', need: null });
  expect((await why({})).facts).toContainEqual(
    expect.objectContaining({ name: 'principal.kind', value: 'service-account' }),
  );
  expect(await why({ app: 'wiki' })).toMatchObject({ outcome: 'allow' });
  expect(await why({ app: 'ledger' })).toMatchObject({
    outcome: 'deny',
    reason: 'outside-key-scope',
    remedies: [],
  });
});

it('tells when it was last used and from where, for whoever looks for keys that nobody needs', async () => {
  const robot = await account(['wiki']);
  const [used, idle] = [await robot.key(), await robot.key()];
  const { ask } = await gateway();
  await ask(used.key);
  await replica.close();
  const { items } = await test.local.call(serviceAccounts.keys, { params: { account: robot.id } });
  expect(items.find(({ id }) => id === used.id)).toMatchObject({
    usedFrom: '192.0.2.1',
    usedAt: expect.any(Number),
  });
  expect(items.find(({ id }) => id === idle.id)).toMatchObject({ usedFrom: null, usedAt: null });
  const shown = await test.local.call(serviceAccounts.get, { params: { account: robot.id } });
  expect(shown).toMatchObject({ liveKeys: 2, usedAt: expect.any(Number) });
});
