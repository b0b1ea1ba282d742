import { afterAll, beforeAll, expect, it } from 'vitest';
import { apps } from '#contracts/api/apps.ts';
import { policies } from '#contracts/api/policies.ts';
import { tags } from '#contracts/api/tags.ts';
import { openTestApi } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { problem: { status: number; detail?: string } }) => [error.problem.status, error.problem.detail],
  );

it('builds a tree, and has what is open below a tag that moves decided anew', async () => {
  for (const name of ['data', 'payroll']) await test.local.call(tags.create, { body: { name } });
  const upstream = { url: 'http://127.0.0.1:9' };
  const app = await test.local.call(apps.create, {
    body: { name: 'wages', upstream, tags: ['payroll', 'hr'] },
  });
  await test.changes();
  const [, , payroll] = (await test.local.call(tags.list)).items;
  expect(payroll).toMatchObject({ name: 'payroll', apps: 1, parents: [], policies: [] });
  const moved = await test.local.call(tags.update, {
    params: { tag: 'payroll' },
    version: payroll?.version ?? 0,
    body: { parents: ['data'], description: 'Who earns what.' },
  });
  expect(moved).toMatchObject({ parents: ['data'], description: 'Who earns what.' });
  expect(await test.changes()).toEqual([{ kind: 'recheck', subjects: [app.id], cause: 'app-changed' }]);
  expect(test.events.at(-1)).toMatchObject({
    kind: 'object-changed',
    data: { type: 'tag', before: { parents: [] }, after: { parents: ['data'] } },
  });
  expect((await test.local.call(apps.get, { params: { app: 'wages' } })).tags).toEqual(['hr', 'payroll']);
  expect(await test.store.tags.appsUnder('data')).toEqual([app.id]);
  // Words about it change nothing that policy asks.
  const { version } = moved;
  await test.local.call(tags.update, { params: { tag: 'payroll' }, version, body: { description: '' } });
  expect(await test.changes()).toEqual([]);
  const stale = test.local.call(tags.update, { params: { tag: 'payroll' }, version, body: {} });
  expect(await refusal(stale)).toEqual([412, undefined]);
});

it('refuses circles, tags above that do not exist, and a name twice', async () => {
  await test.local.call(tags.create, { body: { name: 'one' } });
  await test.local.call(tags.create, { body: { name: 'two', parents: ['one'] } });
  const under = (parents: string[]) =>
    refusal(test.local.call(tags.update, { params: { tag: 'one' }, version: 1, body: { parents } }));
  expect(await under(['two'])).toEqual([409, expect.stringContaining('under itself')]);
  expect(await under(['one'])).toEqual([409, expect.stringContaining('under itself')]);
  expect(await under(['none'])).toEqual([400, expect.stringContaining('none does not exist')]);
  expect(await refusal(test.local.call(tags.create, { body: { name: 'one' } }))).toEqual([
    409,
    'A tag is called one already.',
  ]);
});

it('removes no tag that is in use: what a policy forbids under it would be forbidden no longer', async () => {
  const upstream = { url: 'http://127.0.0.1:9' };
  await test.local.call(apps.create, { body: { name: 'ledger', upstream, tags: ['secret'] } });
  await test.local.call(tags.create, { body: { name: 'top' } });
  await test.local.call(tags.create, { body: { name: 'mid', parents: ['top'] } });
  await test.local.call(tags.create, { body: { name: 'lonely' } });
  await test.local.call(policies.create, {
    body: {
      name: 'no-lonely',
      text: 'forbid (principal is Person, action == Action::"open", resource in Tag::"lonely");',
    },
  });
  const remove = (tag: string) => refusal(test.local.call(tags.remove, { params: { tag } }));
  expect(await remove('secret')).toEqual([409, expect.stringContaining('1 app carries it')]);
  expect(await remove('top')).toEqual([409, expect.stringContaining('mid')]);
  expect(await remove('lonely')).toEqual([409, expect.stringContaining('no-lonely')]);
  expect(await remove('mid')).toBe('done');
  expect(await remove('top')).toBe('done');
  expect(await remove('top')).toEqual([404, undefined]);
});

it('lets those read who may read, and those write who may write', async () => {
  const ada = await test.person('Ada');
  expect(await refusal(ada.client.call(tags.list))).toEqual([403, expect.anything()]);
  expect(await refusal(ada.client.call(tags.create, { body: { name: 'mine' } }))).toEqual([
    403,
    expect.anything(),
  ]);
});
