import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { access } from '#contracts/api/access.ts';
import { apps } from '#contracts/api/apps.ts';
import { decisions } from '#contracts/api/decisions.ts';
import { people } from '#contracts/api/people.ts';
import { policies } from '#contracts/api/policies.ts';
import { openTestApi, type TestPerson } from '#testing/api.ts';
import { addApp, addCode, createReplica } from '#testing/control-world.ts';

// Somebody in 5,000 groups, half of them through others, with names that are long and that run from right to left.
// They sign in, are decided about, and are shown like anybody.

let test: Awaited<ReturnType<typeof openTestApi>>;
let ada: TestPerson;
const count = 5_000;
const long = `${'שלום עולם '.repeat(8)}Ünïcödé`;

beforeAll(async () => {
  test = await openTestApi();
  ada = await test.person('Ada');
  await test.run('update people set name = $2 where id = $1', [ada.id, long]);
  await test.run(
    `insert into groups (id, name, description)
     select 'grp_' || n, case when n % 2 = 0 then 'group-' || n else 'קבוצה ' || n end, '' from generate_series(1, $1) n`,
    [count],
  );
  await test.run(
    `insert into memberships (person_id, group_id) select $1, 'grp_' || n from generate_series(1, $2) n`,
    [ada.id, count / 2],
  );
  await test.run(
    `insert into group_parents (group_id, parent_id) select 'grp_' || n, 'grp_' || (n + $1) from generate_series(1, $1) n`,
    [count / 2],
  );
  const wiki = { name: 'wiki', upstream: { url: 'http://192.0.2.1:1' } };
  await test.local.call(apps.create, { body: wiki });
  const text = `permit (principal in Group::"grp_${count}", action == Action::"open", resource == App::"wiki");`;
  await test.local.call(policies.create, { body: { name: 'through-the-last', text } });
  await test.reload();
});
afterAll(() => test.close());

it('are decided about by the last of them', async () => {
  const answer = await test.local.call(decisions.why, { body: { person: ada.id, app: 'wiki' } });
  expect(answer.outcome).toBe('allow');
  const reach = await test.local.call(access.person, { params: { person: ada.id } });
  expect(reach.apps.map(({ app }) => app.name)).toContain('wiki');
});

it('are shown whole, and within the limits of a page', async () => {
  const params = { person: ada.id };
  const shown = await test.local.call(people.get, { params });
  expect([shown.name, shown.groups.length]).toEqual([long, count / 2]);
  const all = await test.local.call(people.groups, { params });
  expect([all.known, all.items.length]).toEqual([true, count]);
  const { items } = await test.local.call(people.list, { query: {} });
  expect(items.find(({ id }) => id === ada.id)?.groups).toHaveLength(count / 2);
});

it('get a grant that every one of the groups can take away', async () => {
  const { store } = test;
  const replica = await createReplica(store);
  try {
    const app = await addApp(store, 'archive');
    const { stream, session: talk } = await replica.join();
    const shown = await addCode(store, ada.session, 'archive.example.org');
    const token = createHash('sha256').update(randomBytes(32)).digest('hex');
    const from = { host: 'archive.example.org', address: '192.0.2.1', userAgent: 'test' };
    talk.message({ kind: 'redeem', id: 1, token, ...from, ...shown });
    await stream.until('redeemed');
    const input = { token, app: app.id, method: 'GET', path: '/', address: '192.0.2.1' };
    talk.message({ kind: 'ask', id: 2, priority: 'new', input });
    const { grant } = await stream.until('granted');
    expect(grant.subjects).toContain(`grp_${count}`);
    expect(grant.subjects.length).toBeGreaterThan(count);
    expect(replica.faults).toEqual([]);
  } finally {
    await replica.close();
  }
});

it('lose what they had through a group that is in another no more', async () => {
  await test.run('delete from group_parents where parent_id = $1', [`grp_${count}`]);
  const answer = await test.local.call(decisions.why, { body: { person: ada.id, app: 'wiki' } });
  expect(answer.outcome).toBe('deny');
});
