import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import type { FromControl } from '#contracts/protocol/from-control.ts';
import type { PersonRow } from '#store/index.ts';
import { addApp, addCode, createReplica } from '#testing/control-world.ts';
import { createFakeGatewayStream } from '#testing/fake-gateway-stream.ts';
import { addPerson, addSession, freshStore, type TestStore } from '#testing/store.ts';

// A gateway was taken over. It has its certificate and every token that passed it, and says what it likes.
let test: TestStore;
let replica: Awaited<ReturnType<typeof createReplica>>;
let person: PersonRow;
let wiki: string;
let payroll: string;
let asked = 0;

beforeAll(async () => {
  test = await freshStore();
  await test.store.installation.claim();
  person = await addPerson(test.store);
  wiki = (await addApp(test.store, 'wiki')).id;
  payroll = (await addApp(test.store, 'payroll')).id;
  replica = await createReplica(test.store);
});
afterAll(async () => {
  await replica.close();
  await test.close();
});

const newHash = (): string => createHash('sha256').update(randomBytes(32)).digest('hex');
const ask = (over: object) => {
  asked += 1;
  const input = { token: newHash(), app: wiki, method: 'GET', path: '/', address: '192.0.2.1', ...over };
  return { kind: 'ask' as const, id: asked, priority: 'new' as const, input };
};
async function tokenOf(host: string): Promise<string> {
  const session = await addSession(test.store, person);
  const token = newHash();
  const strength = { methods: ['pwd' as const, 'otp' as const], authenticatedAt: new Date() };
  const from = { address: '192.0.2.1', userAgent: 'test' };
  await test.store.hostTokens.insert({ hash: token, sessionId: session.id, host, ...strength, ...from });
  return token;
}
async function answer(message: ReturnType<typeof ask>): Promise<FromControl> {
  const { stream, session } = await replica.join();
  session.message(message);
  const isAnswer = ({ kind }: FromControl): boolean => kind !== 'welcome';
  await expect.poll(() => stream.sent.some(isAnswer)).toBe(true);
  return stream.sent.find(isAnswer)!;
}

it('cannot use a token of one host to open another app', async () => {
  const token = await tokenOf('wiki.example.org');
  expect(await answer(ask({ token }))).toMatchObject({ kind: 'granted' });
  expect(await answer(ask({ token, app: payroll }))).toMatchObject({ kind: 'unknown-token' });
});

it('cannot make a token out of nothing', async () => {
  expect(await answer(ask({}))).toMatchObject({ kind: 'unknown-token' });
  const { stream, session } = await replica.join();
  const code = randomBytes(32).toString('base64url');
  const from = { host: 'wiki.example.org', address: '192.0.2.1', userAgent: 'x' };
  session.message({ kind: 'redeem', id: 1, code, nonce: code, token: newHash(), ...from });
  expect((await stream.until('redeemed')).result).toEqual({ ok: false, reason: 'code-invalid' });
});

it('cannot turn a code for one host into a token for another, and burns it by trying', async () => {
  const signedIn = await addSession(test.store, person);
  const shown = await addCode(test.store, signedIn.id, 'wiki.example.org');
  const { stream, session } = await replica.join();
  const from = { address: '192.0.2.1', userAgent: 'x', ...shown };
  session.message({ kind: 'redeem', id: 1, token: newHash(), host: 'payroll.example.org', ...from });
  await stream.until('redeemed', ({ id }) => id === 1);
  session.message({ kind: 'redeem', id: 2, token: newHash(), host: 'wiki.example.org', ...from });
  await stream.until('redeemed', () => stream.of('redeemed').length === 2);
  expect(stream.of('redeemed').map(({ result }) => result.ok)).toEqual([false, false]);
  expect(await test.store.hostTokens.ofSession(signedIn.id)).toEqual([]);
});

it('cannot replace the hash of a token that is there', async () => {
  const token = await tokenOf('wiki.example.org');
  const [before] = await test.store.hostTokens.withSessions([token]);
  const other = await addSession(test.store, await addPerson(test.store, 'Eve'));
  const shown = await addCode(test.store, other.id, 'wiki.example.org');
  const { stream, session } = await replica.join();
  const from = { host: 'wiki.example.org', address: '192.0.2.1', userAgent: 'x', ...shown };
  session.message({ kind: 'redeem', id: 1, token, ...from });
  expect((await stream.until('redeemed')).result).toEqual({ ok: false, reason: 'code-invalid' });
  session.message({ kind: 'redeem', id: 2, ...from, token: newHash() });
  const second = await stream.until('redeemed', ({ id }) => id === 2);
  expect(second.result).toEqual({ ok: false, reason: 'code-invalid' });
  const [after] = await test.store.hostTokens.withSessions([token]);
  expect(after?.personId).toBe(before?.personId);
});

it('cannot have another gateway’s grant extended for itself', async () => {
  const token = await tokenOf('wiki.example.org');
  const honest = await replica.join('gwy_honest');
  honest.session.message(ask({ token }));
  const { grant } = await honest.stream.until('granted');
  const liar = await replica.join('gwy_liar');
  liar.session.message({ ...ask({ token }), priority: 'renewal', grant: grant.id });
  expect((await liar.stream.until('granted')).grant.id).not.toBe(grant.id);
});

it('cannot write its cuts under another’s name, nor what is none of ours into the record', async () => {
  const { session } = await replica.join('gwy_liar');
  const cut = {
    grant: newId('grant'),
    session: newId('session'),
    person: person.id,
    app: wiki,
    connections: 1,
  };
  session.message({
    kind: 'cuts',
    cause: 'session-ended',
    cuts: [cut, { ...cut, grant: 'per_admin\u0000' }],
  });
  const cuts = () => replica.events.filter(({ kind }) => kind === 'connections-cut');
  await expect.poll(cuts).toHaveLength(1);
  expect(cuts()).toMatchObject([{ actor: { kind: 'gateway', id: 'gwy_liar' }, data: { connections: 1 } }]);
});

it('cannot keep a session alive past its greatest age by telling of activity', async () => {
  const token = await tokenOf('wiki.example.org');
  const [row] = await test.store.hostTokens.withSessions([token]);
  const id = row?.sessionId ?? '';
  await test.run(`update sessions set created_at = now() - interval '13 hours' where id = $1`, [id]);
  const { session } = await replica.join();
  session.message({ kind: 'activity', tokens: [{ token, agoMs: -1e15 }] });
  expect(await answer(ask({ token }))).toMatchObject({ kind: 'unknown-token', reason: 'session-expired' });
});

it('does not come back with the certificate that it still has', async () => {
  const strict = await createReplica(test.store, { trusts: 'whom the store knows' });
  const row = await test.store.gateways.insert({
    id: 'gwy_known',
    name: 'known',
    serial: '1',
    fingerprint: '1',
  });
  const first = await strict.join('gwy_known');
  await test.store.change((tx) => tx.gateways.update(row, { state: 'disabled' }), {
    kind: 'revoke',
    subjects: ['gwy_known'],
    cause: 'cut-by-administrator',
    actor: { kind: 'local' },
  });
  await expect.poll(() => first.stream.ended()).toBe('not-permitted');
  for (const id of ['gwy_known', 'gwy_never_joined']) {
    const again = createFakeGatewayStream(id);
    strict.push.attach(again);
    await expect.poll(() => again.ended()).toBe('not-permitted');
    expect(again.sent).toEqual([]);
  }
  await strict.close();
});

it('ends with its stream when it is revoked', async () => {
  const { stream } = await replica.join('gwy_liar');
  await test.store.change(() => Promise.resolve(), {
    kind: 'revoke',
    subjects: ['gwy_liar'],
    cause: 'cut-by-administrator',
    actor: { kind: 'local' },
  });
  await expect.poll(() => stream.ended()).toBe('not-permitted');
});
