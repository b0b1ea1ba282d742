import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apps } from '#contracts/api/apps.ts';
import { groups } from '#contracts/api/groups.ts';
import { installation } from '#contracts/api/installation.ts';
import { people } from '#contracts/api/people.ts';
import { policies } from '#contracts/api/policies.ts';
import {
  type NewServiceAccount,
  type ServiceAccount,
  serviceAccounts,
} from '#contracts/api/service-accounts.ts';
import { tokens } from '#contracts/api/tokens.ts';
import { mostLiveKeys } from '#contracts/service-keys.ts';
import { openTestApi } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let wiki = '';
let ledger = '';
let made = 0;
beforeAll(async () => {
  test = await openTestApi();
  const upstream = { url: 'http://127.0.0.1:8080' };
  wiki = (await test.local.call(apps.create, { body: { name: 'wiki', upstream } })).id;
  ledger = (await test.local.call(apps.create, { body: { name: 'ledger', upstream } })).id;
});
afterAll(() => test.close());

const told = async () =>
  (await test.changes()).map(({ kind, subjects, cause }) => [kind, ...subjects, cause]);
const add = (over: Partial<NewServiceAccount> = {}) => {
  made += 1;
  return test.local.call(serviceAccounts.create, {
    body: { name: `robot-${made}`, apps: [wiki], ...over },
  });
};
const addKey = ({ id }: Pick<ServiceAccount, 'id'>, body: object = {}) =>
  test.local.call(serviceAccounts.addKey, { params: { account: id }, body: { name: 'ci', ...body } });
const keysOf = async ({ id }: Pick<ServiceAccount, 'id'>) =>
  (await test.local.call(serviceAccounts.keys, { params: { account: id } })).items;
const problem = (status: number, over: object = {}) => ({
  problem: expect.objectContaining({ status, ...over }),
});

it('makes an account with its owner, and reads it by name and id', async () => {
  const account = await test.owner.client.call(serviceAccounts.create, {
    body: { name: 'deploy-bot', description: 'Deploys.', apps: [wiki, wiki], labels: ['env=prod'] },
  });
  expect(account).toMatchObject({
    state: 'enabled',
    owner: { id: test.owner.id, name: 'Olga', state: 'enabled' },
    apps: [{ id: wiki, name: 'wiki' }],
    labels: ['env=prod'],
    groups: [],
    liveKeys: 0,
    usedAt: null,
  });
  for (const name of ['deploy-bot', account.id]) {
    const params = { account: name };
    expect(await test.local.call(serviceAccounts.get, { params })).toEqual(account);
  }
  const { items } = await test.local.call(serviceAccounts.list, { query: { search: 'deploys' } });
  expect(items).toEqual([account]);
  await expect(add({ name: 'deploy-bot' })).rejects.toMatchObject(problem(409));
  expect(test.events.at(-1)).toMatchObject({
    kind: 'object-created',
    actor: { kind: 'person', id: test.owner.id },
    about: [account.id, test.owner.id],
    data: { type: 'service-account' },
  });
});

it('shows a key once and keeps its hash alone, in the database and on record', async () => {
  const account = await add();
  await told();
  const { key, ...shown } = await addKey(account);
  expect(key).toMatch(/^slk_[\w-]{43}$/);
  expect(shown).toMatchObject({ name: 'ci', state: 'live', apps: null, usedAt: null });
  expect(shown.expiresAt - shown.createdAt).toBe(90 * 86_400_000);
  expect(await keysOf(account)).toEqual([shown]);
  const [row] = await test.run('select * from service_keys where id = $1', [shown.id]);
  expect(row).toMatchObject({ hash: createHash('sha256').update(key).digest('hex') });
  expect(JSON.stringify([row, test.events])).not.toContain(key.slice(4));
  expect(test.events.at(-1)).toMatchObject({ kind: 'object-created', about: [shown.id, account.id] });
  expect(await told()).toEqual([]);
});

it('is made for no app of ours, for none that is not there, and a key for none that its account lacks', async () => {
  const console = await test.store.apps.findByName('console');
  for (const bad of [console?.id ?? '', 'app_none'])
    await expect(add({ apps: [wiki, bad] })).rejects.toMatchObject(problem(400));
  const account = await add();
  await expect(addKey(account, { apps: [ledger] })).rejects.toMatchObject(problem(400));
  await expect(addKey(account, { apps: [] })).rejects.toMatchObject(problem(400));
  expect((await addKey(account, { apps: [wiki] })).apps).toEqual([{ id: wiki, name: 'wiki' }]);
});

it('gives a key no life past the longest, and an account no more keys than may be', async () => {
  const account = await add();
  await expect(addKey(account, { lifetimeDays: 367 })).rejects.toMatchObject(problem(400));
  const outcomes = await Promise.allSettled(Array.from({ length: mostLiveKeys + 3 }, () => addKey(account)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(mostLiveKeys);
  const [first] = await keysOf(account);
  await test.local.call(serviceAccounts.revokeKey, {
    params: { account: account.id, key: first?.id ?? '' },
  });
  expect((await addKey(account)).state).toBe('live');
});

it('ends a key earlier, never later, and has what lives on it decided anew', async () => {
  const account = await add();
  const key = await addKey(account);
  const params = { account: account.name, key: key.id };
  const end = (at: number) => test.local.call(serviceAccounts.endKey, { params, body: { at } });
  await expect(end(key.expiresAt + 1)).rejects.toMatchObject(problem(400));
  await told();
  const soon = Date.now() + 3_600_000;
  expect(await end(soon)).toMatchObject({ id: key.id, expiresAt: soon, state: 'live' });
  expect(await told()).toEqual([['recheck', key.id, 'key-expired']]);
  await expect(end(soon + 1)).rejects.toMatchObject(problem(400));
  expect(await end(Date.now() - 1_000)).toMatchObject({ state: 'expired' });
  // What is over stays over.
  await expect(end(Date.now() - 5_000)).rejects.toMatchObject(problem(400));
  const other = await add();
  await expect(
    test.local.call(serviceAccounts.endKey, {
      params: { account: other.id, key: key.id },
      body: { at: 1 },
    }),
  ).rejects.toMatchObject(problem(404));
});

it('revokes a key, disables and removes an account in the commit that says so to the gateways', async () => {
  const account = await add();
  const key = await addKey(account);
  await told();
  const params = { account: account.id };
  const revoke = () => test.local.call(serviceAccounts.revokeKey, { params: { ...params, key: key.id } });
  await revoke();
  expect(await told()).toEqual([['revoke', key.id, 'key-revoked']]);
  await expect(revoke()).rejects.toMatchObject(problem(404));
  expect(await keysOf(account)).toMatchObject([{ state: 'revoked' }]);
  const update = (version: number, body: object) =>
    test.local.call(serviceAccounts.update, { params, version, body });
  expect(await update(1, { state: 'disabled' })).toMatchObject({ state: 'disabled', version: 2 });
  expect(await told()).toEqual([['revoke', account.id, 'account-disabled']]);
  await expect(update(1, { state: 'enabled' })).rejects.toMatchObject(problem(412));
  expect(await update(2, { state: 'enabled', apps: [] })).toMatchObject({ apps: [] });
  expect(await told()).toEqual([['recheck', account.id, 'account-changed']]);
  await test.local.call(serviceAccounts.remove, { params, version: 3 });
  expect(await told()).toEqual([['revoke', account.id, 'account-disabled']]);
  expect(await test.run('select 1 from service_keys where account_id = $1', [account.id])).toEqual([]);
});

it('puts an account into groups only for whoever may change those groups', async () => {
  const group = await test.local.call(groups.create, { body: { name: 'Robots', description: '' } });
  const account = await test.owner.client.call(serviceAccounts.create, {
    body: { name: 'in-group', groups: [group.id] },
  });
  expect(account.groups).toEqual([{ id: group.id, name: 'Robots' }]);
  const pat = await test.person('Pat');
  for (const use of [
    () => pat.client.call(serviceAccounts.list),
    () => pat.client.call(serviceAccounts.get, { params: { account: account.id } }),
    // Nor is it told which names are there.
    () => pat.client.call(serviceAccounts.get, { params: { account: 'nobody-called-so' } }),
    () => pat.client.call(serviceAccounts.create, { body: { name: 'mine', groups: [group.id] } }),
    () => pat.client.call(serviceAccounts.addKey, { params: { account: account.id }, body: { name: 'x' } }),
  ])
    await expect(use()).rejects.toMatchObject(problem(403));
  // A token that may write may not make keys: whoever has the key is the account.
  const { token } = await test.owner.client.call(tokens.create, {
    body: { name: 'w', scopes: ['read', 'write'] },
  });
  await expect(
    test.withToken(token).call(serviceAccounts.addKey, {
      params: { account: account.id },
      body: { name: 'x' },
    }),
  ).rejects.toMatchObject(problem(403));
});

it('goes on when its owner is disabled or removed, and is decided anew without them', async () => {
  const ben = await test.person('Ben');
  const account = await add({ owner: ben.id });
  await told();
  const params = { person: ben.id };
  await test.local.call(people.update, { params, version: 1, body: { state: 'disabled' } });
  expect(await told()).toEqual([
    ['revoke', ben.id, 'person-disabled'],
    ['recheck', account.id, 'account-changed'],
  ]);
  const read = () => test.local.call(serviceAccounts.get, { params: { account: account.id } });
  expect(await read()).toMatchObject({ state: 'enabled', owner: { name: 'Ben', state: 'disabled' } });
  await expect(add({ owner: ben.id })).rejects.toMatchObject(problem(400));
  await test.local.call(people.remove, { params, version: 2 });
  expect(await told()).toContainEqual(['recheck', account.id, 'account-changed']);
  expect(await read()).toMatchObject({ state: 'enabled', owner: null });
});

it('is written in policies by its name, and stays who it was when that changes', async () => {
  const account = await add();
  const text = `permit (\n  principal == ServiceAccount::"${account.name}",\n  action == Action::"open",\n  resource == App::"wiki"\n);`;
  const { id } = await test.local.call(policies.create, { body: { name: 'by-name', text } });
  const [stored] = await test.run('select text from policies where id = $1', [id]);
  expect(stored?.['text']).toContain(`ServiceAccount::"${account.id}"`);
  const params = { account: account.id };
  await test.local.call(serviceAccounts.update, { params, version: 1, body: { name: 'renamed-bot' } });
  const shown = await test.local.call(policies.get, { params: { policy: id } });
  expect(shown.text).toBe(text.replace(account.name, 'renamed-bot'));
  const nobodys = text.replace(account.name, 'nobody-called-so');
  await expect(
    test.local.call(policies.create, { body: { name: 'nobodys', text: nobodys } }),
  ).rejects.toMatchObject(problem(422));
});

it('needs attention where nobody answers for it, and where its last key ends soon', async () => {
  const [owned, alone] = [await add({ owner: test.owner.id }), await add()];
  await addKey(owned, { lifetimeDays: 3 });
  await addKey(alone, { lifetimeDays: 3 });
  await addKey(alone, { lifetimeDays: 90 });
  const { items } = await test.local.call(installation.attention);
  const idsOf = (kind: string) => items.find((item) => item.kind === kind)?.about.map(({ id }) => id) ?? [];
  expect(idsOf('account-unanswered')).toContain(alone.id);
  expect(idsOf('account-unanswered')).not.toContain(owned.id);
  expect(idsOf('account-key-ending')).toContain(owned.id);
  expect(idsOf('account-key-ending')).not.toContain(alone.id);
});
