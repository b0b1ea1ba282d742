import { afterEach, expect, it } from 'vitest';
import type { Client } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import { openTestApi } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
afterEach(() => test.close());

const text = 'permit (principal is Person, action == Action::"open", resource is App);';
const weaken = (by: Client, name: string) => by.call(api.policies.create, { body: { name, text } });

/** What stands there to be seen, the oldest first, by the names in it; the same under "Needs attention". */
async function shown(): Promise<readonly string[]> {
  const { items } = await test.local.call(api.weakenings.list, {});
  const attention = await test.local.call(api.installation.attention);
  const count = attention.items.find(({ kind }) => kind === 'weakened')?.count ?? 0;
  expect(count).toBe(items.length);
  return items.map(({ weakens }) => weakens[0]?.name ?? '').toReversed();
}

it('T40: shows nothing where there is nobody else to tell, and puts all of it on record', async () => {
  test = await openTestApi();
  await weaken(test.owner.client, 'by-owner');
  await weaken(test.local, 'on-the-machine');
  expect(await shown()).toEqual([]);
  const { items } = await test.local.call(api.weakenings.list, { query: { state: 'all' } });
  expect(items).toHaveLength(2);
  expect(test.events.filter(({ data }) => 'weakens' in data)).toHaveLength(2);
});

it('T40: shows another administrator what was done since they became one, however they did', async () => {
  test = await openTestApi();
  const by = test.owner.client;
  const later = await test.person('Piet');
  await weaken(by, 'alone');
  const { version } = (await test.store.people.find(later.id)) ?? { version: 0 };
  await by.call(api.people.update, { params: { person: later.id }, version, body: { roles: ['owner'] } });
  await weaken(by, 'seen');
  await weaken(test.local, 'on-the-machine');
  expect(await shown()).toEqual(['Piet', 'seen', 'on-the-machine']);
});

it('T40: hides nothing from an administrator who was away, or without the role, for as long as it took', async () => {
  test = await openTestApi();
  const by = test.owner.client;
  const piet = await test.person('Piet');
  const change = async (body: { roles?: readonly 'owner'[]; state?: 'enabled' | 'disabled' }) => {
    const { version } = (await test.store.people.find(piet.id)) ?? { version: 0 };
    const { roles, ...rest } = body;
    const given = roles === undefined ? rest : { ...rest, roles: [...roles] };
    await by.call(api.people.update, { params: { person: piet.id }, version, body: given });
  };
  await change({ roles: ['owner'] });
  await change({ state: 'disabled' });
  await weaken(by, 'while-disabled');
  await change({ state: 'enabled' });
  await change({ roles: [] });
  await weaken(by, 'while-without');
  await change({ roles: ['owner'] });
  expect(await shown()).toEqual(expect.arrayContaining(['while-disabled', 'while-without']));
});

it('T40: tells the only administrator what somebody did who is none any more', async () => {
  test = await openTestApi();
  const former = await test.person('Fred', ['owner']);
  await weaken(former.client, 'formers');
  await test.run(`update people set roles = '{}' where id = $1`, [former.id]);
  expect(await shown()).toEqual(['formers']);
});
