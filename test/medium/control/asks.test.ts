import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import type { AppRow, PersonRow, SessionRow } from '#store/index.ts';
import { addApp, addCode, createReplica } from '#testing/control-world.ts';
import { addPerson, addSession, freshStore, type TestStore } from '#testing/store.ts';

let test: TestStore;
let replica: Awaited<ReturnType<typeof createReplica>>;
let person: PersonRow;
let app: AppRow;
let asked = 0;

beforeAll(async () => {
  test = await freshStore();
  await test.store.installation.claim();
  person = await addPerson(test.store);
  app = await addApp(test.store);
  replica = await createReplica(test.store);
});
afterAll(async () => {
  await replica.close();
  await test.close();
});

const newToken = (): string => createHash('sha256').update(randomBytes(32)).digest('hex');
const ask = (token: string, address = '192.0.2.1') => {
  asked += 1;
  const input = { token, app: app.id, method: 'GET', path: '/', address };
  return { kind: 'ask' as const, id: asked, priority: 'new' as const, input };
};
const redeemOf = (shown: { code: string; nonce: string }, over = {}) => {
  asked += 1;
  const common = { host: 'wiki.example.org', address: '192.0.2.1', userAgent: 'test' };
  return { kind: 'redeem' as const, id: asked, token: newToken(), ...common, ...shown, ...over };
};

async function signedIn(): Promise<{ session: SessionRow; token: string }> {
  const { join } = replica;
  const session = await addSession(test.store, person);
  const message = redeemOf(await addCode(test.store, session.id, 'wiki.example.org'));
  const { stream, session: talk } = await join(newId('gateway'));
  talk.message(message);
  const { result } = await stream.until('redeemed');
  expect(result).toMatchObject({ ok: true, session: session.id, person: person.id });
  return { session, token: message.token };
}

it('takes a person from a code to a grant, and to a cut when they sign out', async () => {
  const { session, token } = await signedIn();
  const { stream, session: talk } = await replica.join();
  talk.message(ask(token));
  const { grant, asOf } = await stream.until('granted');
  expect(grant).toMatchObject({ session: session.id, person: person.id, ttlMs: 60_000 });
  expect(grant.subjects).toContain(session.id);
  talk.message({ kind: 'sign-out', id: 77, token });
  const change = await stream.until('change');
  expect(change).toMatchObject({ change: 'revoke', subjects: [session.id], cause: 'session-ended' });
  expect(change.id).toBeGreaterThan(asOf);
  const again = ask(token);
  talk.message(again);
  const refused = await stream.until('unknown-token');
  expect(refused).toMatchObject({ id: again.id, reason: 'session-ended' });
  expect(refused.asOf).toBeGreaterThanOrEqual(change.id);
  await stream.until('signed-out');
  expect(replica.events.map(({ kind }) => kind)).toContain('session-ended');
});

it.each([
  ['twice', {}, 'again'],
  ['on another host', { host: 'payroll.example.org' }, 'first'],
  ['by another browser', { nonce: 'somebody-elses-nonce' }, 'first'],
])('redeems no code %s, and burns it', async (_, over, failing) => {
  const session = await addSession(test.store, person);
  const shown = await addCode(test.store, session.id, 'wiki.example.org');
  const { stream, session: talk } = await replica.join();
  const first = redeemOf(shown, over);
  talk.message(first);
  const outcome = await stream.until('redeemed', ({ id }) => id === first.id);
  expect(outcome.result.ok).toBe(failing === 'again');
  const second = redeemOf(shown);
  talk.message(second);
  expect(await stream.until('redeemed', ({ id }) => id === second.id)).toMatchObject({
    result: { ok: false, reason: 'code-invalid' },
  });
});

it('redeems no code after its time, or of a session that has ended', async () => {
  const { stream, session: talk } = await replica.join();
  const late = await addSession(test.store, person);
  const ended = await addSession(test.store, person);
  const codes = [
    await addCode(test.store, late.id, 'wiki.example.org', -1),
    await addCode(test.store, ended.id, 'wiki.example.org'),
  ];
  await test.store.sessions.end([ended.id], 'test');
  for (const shown of codes) {
    const message = redeemOf(shown);
    talk.message(message);
    const outcome = await stream.until('redeemed', ({ id }) => id === message.id);
    expect(outcome.result).toMatchObject({ ok: false });
  }
});

it('gives a code to one of two that show it at the same time', async () => {
  const session = await addSession(test.store, person);
  const shown = await addCode(test.store, session.id, 'wiki.example.org');
  const { stream, session: talk } = await replica.join();
  const messages = Array.from({ length: 4 }, () => redeemOf(shown));
  for (const message of messages) talk.message(message);
  await stream.until('redeemed', () => stream.of('redeemed').length === 4);
  expect(stream.of('redeemed').filter(({ result }) => result.ok)).toHaveLength(1);
});

it('tells of what others commit, and decides by it', async () => {
  const { token } = await signedIn();
  const { stream, session: talk } = await replica.join();
  talk.message(ask(token));
  await stream.until('granted');
  const group = await test.store.groups.insert({ id: newId('group'), name: newId('group') });
  const { change } = await test.store.change((tx) => tx.groups.addMember(group.id, person.id), {
    kind: 'recheck',
    subjects: [person.id],
    cause: 'group-changed',
    actor: { kind: 'system' },
  });
  await stream.until('change', ({ id }) => id === change);
  const next = ask(token);
  talk.message(next);
  const { grant } = await stream.until('granted', ({ id }) => id === next.id);
  expect(grant.subjects).toContain(group.id);
});

it('counts activity of the tokens that a gateway names, by the database’s clock', async () => {
  const { session, token } = await signedIn();
  await test.run(`update sessions set last_active_at = now() - interval '59 minutes' where id = $1`, [
    session.id,
  ]);
  const { session: talk } = await replica.join();
  talk.message({
    kind: 'activity',
    tokens: [
      { token, agoMs: 1_000 },
      { token: newToken(), agoMs: 0 },
    ],
  });
  await expect
    .poll(async () => (await test.store.sessions.find(session.id))?.remainingMs ?? 0)
    .toBeGreaterThan(3_500_000);
});

it('writes down what lives on a gateway, and lets no gateway touch another’s', async () => {
  const opened = (connection: string) => ({
    connection,
    grant: newId('grant'),
    session: newId('session'),
    person: person.id,
    app: app.id,
    protocol: 'websocket',
    address: '192.0.2.1',
    ageMs: 5_000,
  });
  const [mine, theirs] = [newId('connection'), newId('connection')];
  const one = await replica.join('gwy_one');
  const two = await replica.join('gwy_two');
  const ids = async () => (await test.store.liveConnections.list({})).items.map(({ id }) => id).toSorted();
  one.session.message({ kind: 'live', opened: [opened(mine)], closed: [] });
  two.session.message({
    kind: 'live',
    opened: [opened(theirs), { ...opened(newId('connection')), protocol: 'x; drop' }],
    closed: [],
  });
  await expect.poll(ids).toEqual([mine, theirs].toSorted());
  two.session.message({ kind: 'live', opened: [], closed: [{ connection: mine, bytesIn: 0, bytesOut: 0 }] });
  two.session.message({
    kind: 'live',
    opened: [],
    closed: [{ connection: theirs, bytesIn: 0, bytesOut: 0 }],
  });
  await expect.poll(ids).toEqual([mine]);
  // A gateway that comes back announces anew what lives.
  const back = await replica.join('gwy_one');
  back.session.message({ kind: 'live', opened: [], closed: [] });
  await expect.poll(ids).toEqual([]);
});

it('sends the configuration anew when an app has changed', async () => {
  const { stream } = await replica.join();
  expect(stream.of('welcome')[0]?.config.apps).toMatchObject([{ host: 'wiki.example.org', graceMs: 15_000 }]);
  await test.store.change((tx) => addApp({ ...test.store, ...tx }, 'chat'), {
    kind: 'config',
    subjects: ['app_new'],
    cause: 'app-changed',
    actor: { kind: 'system' },
  });
  const { config } = await stream.until('config');
  expect(config.apps.map(({ name }) => name).toSorted()).toEqual(['chat', 'wiki']);
});
