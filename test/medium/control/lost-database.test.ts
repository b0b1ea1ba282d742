import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startAuditLog, verifyAudit } from '#audit/index.ts';
import { type Clock, systemClock } from '#base/clock.ts';
import { openStore, type Store } from '#store/index.ts';
import { addApp, createReplica } from '#testing/control-world.ts';
import { createDatabaseWay, type DatabaseWay } from '#testing/database-way.ts';
import { addPerson, addSession, freshStore, type TestStore } from '#testing/store.ts';

// One replica reaches the database over a way that is cut or frozen; others write past it.
let test: TestStore;
let way: DatabaseWay;
let store: Store;
let replica: Awaited<ReturnType<typeof createReplica>>;
let app: string;
let token: string;
let skipped = 0;
let asked = 0;
const clock: Clock = { ...systemClock, monotonic: () => systemClock.monotonic() + skipped };

beforeAll(async () => {
  test = await freshStore();
  await test.store.installation.claim();
  const person = await addPerson(test.store);
  const session = await addSession(test.store, person);
  app = (await addApp(test.store)).id;
  token = createHash('sha256').update(randomBytes(32)).digest('hex');
  const strength = { methods: ['pwd' as const], authenticatedAt: new Date() };
  const where = { host: 'wiki.example.org', address: '192.0.2.1', userAgent: 'test' };
  await test.store.hostTokens.insert({ hash: token, sessionId: session.id, ...strength, ...where });
  way = await createDatabaseWay(test.database.address);
  store = await openStore({ database: way.address, connections: 3 });
  const audit = await startAuditLog({ store, clock, process: { name: 'test' } });
  replica = await createReplica(store, { clock, audit });
});
beforeEach(() => way.mend());
afterAll(async () => {
  way.mend();
  await replica.close();
  await store.close();
  await way[Symbol.asyncDispose]();
  await test.close();
});

const ask = (priority: 'new' | 'renewal' = 'new') => {
  asked += 1;
  const input = { token, app, method: 'GET', path: '/', address: '192.0.2.1' };
  return { kind: 'ask' as const, id: asked, priority, input };
};
const changeOf = (...subjects: string[]) =>
  test.store.change(() => Promise.resolve(), {
    kind: 'revoke',
    subjects,
    cause: 'session-ended',
    actor: { kind: 'system' },
  });
const caughtUp = async (): Promise<void> => {
  await expect
    .poll(async () => {
      await replica.feed.poke();
      return replica.feed.dbAge();
    })
    .toBeLessThan(1_000);
};

it('catches up with every change, in order, after the connection was lost', async () => {
  await caughtUp();
  const { stream, session } = await replica.join();
  way.cut();
  const missed = [await changeOf('ses_1'), await changeOf('ses_2'), await changeOf('ses_3')];
  skipped += 3_000;
  session.message({ kind: 'ping', n: 1 });
  const [pong] = stream.of('pong');
  // The pong does not vouch for what this replica cannot know.
  expect(pong?.dbAge).toBeGreaterThanOrEqual(3_000);
  expect(pong?.applied).toBeLessThan(missed[0]?.change ?? 0);
  expect(stream.of('change')).toEqual([]);
  way.mend();
  await stream.until('change', ({ id }) => id === missed[2]?.change);
  expect(stream.of('change').map(({ id }) => id)).toEqual(missed.map(({ change }) => change));
  await caughtUp();
  session.message({ kind: 'ping', n: 2 });
  expect(await stream.until('pong', ({ n }) => n === 2)).toMatchObject({ applied: missed[2]?.change });
});

it('decides nothing while the database is stopped, from no cache either, and goes on when it continues', async () => {
  await caughtUp();
  const { stream, session } = await replica.join();
  session.message(ask());
  const { grant } = await stream.until('granted');
  way.freeze();
  skipped += 6_000;
  const renewal = { ...ask('renewal'), grant: grant.id };
  session.message(renewal);
  expect(await stream.until('unanswered', ({ id }) => id === renewal.id)).toMatchObject({
    reason: 'database-unreachable',
  });
  session.message({ kind: 'ping', n: 1 });
  expect(stream.of('pong')[0]?.dbAge).toBeGreaterThanOrEqual(6_000);
  way.mend();
  await caughtUp();
  const again = ask();
  session.message(again);
  await stream.until('granted', ({ id }) => id === again.id);
});

it('lets no grant leave whose record the stopped database has not stored', async () => {
  await caughtUp();
  const { stream, session } = await replica.join();
  session.message(ask());
  await stream.until('granted');
  way.freeze();
  const late = ask();
  session.message(late);
  // A round trip through our own loop: whatever could be answered without the database, is.
  session.message({ kind: 'ping', n: 1 });
  await stream.until('pong');
  await new Promise((resolve) => setImmediate(resolve));
  expect(stream.of('granted')).toHaveLength(1);
  way.mend();
  await stream.until('granted', ({ id }) => id === late.id);
  const { intact } = await verifyAudit({ source: test.store.audit, verifySignature: () => false });
  expect(intact).toBe(true);
});

it('begins anew in another epoch', async () => {
  await caughtUp();
  const { stream } = await replica.join();
  await test.run('update installation set epoch = gen_random_uuid()');
  await replica.feed.poke();
  expect(stream.ended()).toBe('going-away');
  const again = await replica.join();
  const before = stream.of('welcome')[0]?.epoch;
  expect(again.stream.of('welcome')[0]?.epoch).not.toBe(before);
});

it('tells of a change to the gateways of every replica, and waits for what another has seen', async () => {
  await using other = await openOther();
  const [here, there] = [await replica.join('gwy_1'), await other.replica.join('gwy_2')];
  way.cut();
  const { change = 0 } = await changeOf('per_x');
  await there.stream.until('change', ({ id }) => id === change);
  // The gateway heard of it from the other replica and asks this one, which is behind.
  const input = ask().input;
  here.session.message({ kind: 'recheck', id: 1, change, grants: [{ grant: 'grt_1', input }] });
  way.mend();
  await here.stream.until('change', ({ id }) => id === change);
  const part = await here.stream.until('rechecked', ({ verdicts }) => verdicts.length > 0);
  expect(part.asOf).toBeGreaterThanOrEqual(change);
});

async function openOther() {
  const second = await createReplica(test.store);
  return { replica: second, [Symbol.asyncDispose]: () => second.close() };
}
