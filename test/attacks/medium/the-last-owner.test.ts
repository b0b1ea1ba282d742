import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { people } from '#contracts/api/people.ts';
import type { AuditEvent } from '#contracts/events.ts';
import { openTestApi, type TestPerson } from '#testing/api.ts';

// A race in a change of roles left nobody in charge. Two owners remove each other at the same moment, in
// every way there is: one always stays.
let test: Awaited<ReturnType<typeof openTestApi>>;
let second: TestPerson;
beforeEach(async () => {
  test = await openTestApi();
  second = await test.person('Second', ['owner']);
});
afterEach(() => test.close());

const ways = {
  'taking the role': (person: string) =>
    test.local.call(people.update, { params: { person }, version: 1, body: { roles: ['admin'] } }),
  disabling: (person: string) =>
    test.local.call(people.update, { params: { person }, version: 1, body: { state: 'disabled' } }),
  removing: (person: string) => test.local.call(people.remove, { params: { person }, version: 1 }),
};

const owners = async () =>
  Number(
    (
      await test.run(`select count(*) as n from people where state = 'enabled' and 'owner' = any(roles)`)
    )[0]?.['n'],
  );

/**
 * Lets no write commit before the other has come as far as it can: to its own commit, or to a lock that the
 * first one holds. So the two always meet, whatever the machine is doing.
 */
function letThemMeet(): void {
  const audit: { append: (event: AuditEvent) => Promise<{ chain: string; seq: number }> } =
    test.context.audit;
  const { append } = audit;
  let arrived = 0;
  audit.append = async (event) => {
    arrived += 1;
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while (arrived < 2 && (await test.run(waiting)).length === 0) await setImmediate();
    return append(event);
  };
}

it.each(Object.entries(ways))('keeps one owner when two go at once by %s', async (_, go) => {
  letThemMeet();
  const results = await Promise.allSettled([go(test.owner.id), go(second.id)]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { problem: { status: 409, code: 'last-owner' } },
  });
  expect(await owners()).toBe(1);
});

it('keeps the last one, who is not saved by somebody invited or disabled', async () => {
  const { disabling, removing } = ways;
  await disabling(second.id);
  await test.local.call(people.invite, { body: { name: 'Third', email: 't@example.org', roles: ['owner'] } });
  for (const go of Object.values(ways)) {
    await expect(go(test.owner.id)).rejects.toMatchObject({ problem: { code: 'last-owner' } });
  }
  await expect(removing(second.id)).rejects.toMatchObject({ problem: { code: 'changed-meanwhile' } });
  expect(await owners()).toBe(1);
});
