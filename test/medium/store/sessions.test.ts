import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PersonRow } from '#store/index.ts';
import { addPerson, addSession, freshStore, type TestStore } from '#testing/store.ts';

let test: TestStore;
let person: PersonRow;

beforeAll(async () => {
  test = await freshStore();
  person = await addPerson(test.store);
});
afterAll(() => test.close());

it("ends a session by whichever limit comes first, by the database's clock", async () => {
  const session = await addSession(test.store, person, { absoluteSeconds: 7_200, idleSeconds: 3_600 });
  expect(session.endsAt - session.createdAt).toBe(3_600_000);
  expect(session.remainingMs).toBeLessThanOrEqual(3_600_000);
  await test.run(
    `update sessions set created_at = now() - interval '2 hours', last_active_at = now() where id = $1`,
    [session.id],
  );
  const old = await test.store.sessions.find(session.id);
  expect(old?.remainingMs).toBeLessThanOrEqual(0);
  expect(await test.store.sessions.liveOfPerson(person.id)).toEqual([]);
  expect(await test.store.sessions.endExpired('session-expired')).toEqual([session.id]);
  expect(await test.store.sessions.endExpired('session-expired')).toEqual([]);
  expect(await test.store.sessions.find(session.id)).toMatchObject({ endReason: 'session-expired' });
});

it('notes activity, but neither back in time nor for a session that had fallen asleep', async () => {
  const { sessions } = test.store;
  const [awake, asleep] = [await addSession(test.store, person), await addSession(test.store, person)];
  await test.run(`update sessions set last_active_at = now() - interval '50 minutes' where id = $1`, [
    awake.id,
  ]);
  await test.run(`update sessions set last_active_at = now() - interval '61 minutes' where id = $1`, [
    asleep.id,
  ]);
  await sessions.noteActivity([
    { id: awake.id, agoMs: 60_000 },
    { id: awake.id, agoMs: 30_000 },
    { id: asleep.id, agoMs: 0 },
  ]);
  const noted = await sessions.find(awake.id);
  expect(noted?.remainingMs).toBeGreaterThan(3_500_000);
  expect((await sessions.find(asleep.id))?.remainingMs).toBeLessThan(0);
  await sessions.noteActivity([{ id: awake.id, agoMs: 3_000_000 }]);
  expect((await sessions.find(awake.id))?.lastActiveAt).toBe(noted?.lastActiveAt);
});

it('ends sessions once, and tells which', async () => {
  const grace = await addPerson(test.store, 'Grace');
  const [one, two] = [await addSession(test.store, grace), await addSession(test.store, grace)];
  expect(await test.store.sessions.end([one.id], 'cut-by-administrator')).toEqual([one.id]);
  expect(await test.store.sessions.endOfPerson(grace.id, 'person-disabled')).toEqual([two.id]);
  expect(await test.store.sessions.find(one.id)).toMatchObject({ endReason: 'cut-by-administrator' });
});

it('makes the old secret worthless when strength rises, and raises nothing that is over', async () => {
  const { sessions } = test.store;
  const session = await addSession(test.store, person, { secretHash: 'before', methods: ['pwd'] });
  expect(await sessions.raise(session.id, { secretHash: 'after', methods: ['pwd', 'otp'] })).toBe(true);
  expect(await sessions.findBySecret('before')).toBeUndefined();
  expect(await sessions.findBySecret('after')).toMatchObject({ methods: ['pwd', 'otp'] });
  await sessions.end([session.id], 'session-ended');
  expect(await sessions.raise(session.id, { secretHash: 'again', methods: ['pwd'] })).toBe(false);
});

it("reads tokens with their sessions at once, and the token's strength, not the session's", async () => {
  const session = await addSession(test.store, person);
  const token = {
    hash: 'a'.repeat(64),
    sessionId: session.id,
    host: 'wiki.example',
    methods: ['pwd' as const],
    authenticatedAt: new Date(1_000),
    address: '192.0.2.1',
    userAgent: 'test',
  };
  await test.store.hostTokens.insert(token);
  await test.store.hostTokens.insert({ ...token, hash: 'b'.repeat(64) });
  const found = await test.store.hostTokens.withSessions(['a'.repeat(64), 'f'.repeat(64)]);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({
    sessionId: session.id,
    personId: person.id,
    methods: ['pwd'],
    authenticatedAt: 1_000,
    endedAt: null,
  });
  expect(found[0]?.endsAt).toBe(session.endsAt);
  const others = await test.store.hostTokens.removeOthers(session.id, token);
  expect(others).toEqual(['b'.repeat(64)]);
});

it('deletes what is long over', async () => {
  const session = await addSession(test.store, person);
  await test.store.sessions.end([session.id], 'session-ended');
  await test.run(`update sessions set ended_at = now() - interval '40 days' where id = $1`, [session.id]);
  expect(await test.store.sessions.removeOld(30 * 86_400)).toBe(1);
  expect(await test.store.sessions.find(session.id)).toBeUndefined();
});

it('gives an API token its use until it expires, and its owner alone the list', async () => {
  const { apiTokens } = test.store;
  const other = await addPerson(test.store, 'Grace');
  const token = { id: 'tok_1', hash: 't1', name: 'ci', ownerId: person.id, scopes: ['read' as const] };
  await apiTokens.insert(token, 60);
  await apiTokens.insert({ ...token, id: 'tok_2', hash: 't2' }, -1);
  expect(await apiTokens.use('t1')).toMatchObject({ scopes: ['read'], ownerId: person.id });
  expect(await apiTokens.use('t2')).toBeUndefined();
  expect((await apiTokens.list({ owner: other.id })).items).toEqual([]);
  expect(await apiTokens.remove('tok_1', other.id)).toBe(false);
  expect(await apiTokens.remove('tok_1', person.id)).toBe(true);
});
