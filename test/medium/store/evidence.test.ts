import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { freshStore, type TestStore } from '#testing/store.ts';

let test: TestStore;
beforeAll(async () => {
  test = await freshStore();
});
afterAll(() => test.close());

const record = (chain: string, seq: number, about: string[] = []) => ({
  chain,
  seq,
  at: new Date(1_700_000_000_000 + seq),
  kind: 'decision-made' as const,
  about,
  bytes: Buffer.from(`${chain}${seq}`),
  hash: Buffer.from(`hash ${chain}${seq}`),
  salt: Buffer.from('salt'),
  payload: Buffer.from('payload'),
});

it('keeps chains, gives their heads, and refuses a second record in one place', async () => {
  const { audit } = test.store;
  expect(await audit.heads()).toEqual([]);
  await audit.append([record('b', 1), record('b', 2, ['per_1']), record('a', 1), record('b', 3)]);
  expect((await audit.heads()).map(({ chain, seq, hash }) => [chain, seq, hash.toString()])).toEqual([
    ['a', 1, 'hash a1'],
    ['b', 3, 'hash b3'],
  ]);
  await expect(audit.append([record('b', 3)])).rejects.toMatchObject({ code: 'conflict' });
  expect((await audit.read({ chain: 'b', seq: 2, limit: 9 })).map(({ seq }) => seq)).toEqual([2, 3]);
});

it('lists records about one thing, and page by page in one order', async () => {
  const { audit } = test.store;
  const about = await audit.list({ about: ['per_1'] });
  expect(about.items.map(({ chain, seq }) => [chain, seq])).toEqual([['b', 2]]);
  const first = await audit.list({ limit: 2, kinds: ['decision-made'] });
  const rest = await audit.list({ limit: 5, cursor: first.next });
  expect([...first.items, ...rest.items].map(({ chain, seq }) => `${chain}${seq}`)).toEqual([
    'b3',
    'b2',
    'b1',
    'a1',
  ]);
  expect((await audit.list({ kinds: ['recovered'] })).items).toEqual([]);
});

it('erases a payload and leaves the chain', async () => {
  const { audit } = test.store;
  expect(await audit.erasePayload('b', 2)).toBe(true);
  expect(await audit.erasePayload('b', 2)).toBe(false);
  const [left] = await audit.read({ chain: 'b', seq: 2, limit: 1 });
  expect(left).toMatchObject({ payload: null, salt: null, bytes: Buffer.from('b2') });
});

it('keeps checkpoints in order', async () => {
  const { audit } = test.store;
  const checkpoint = (number: number) => ({
    number,
    at: new Date(0),
    bytes: Buffer.from('c'),
    kid: 'k',
    signature: Buffer.from('s'),
  });
  for (const number of [1, 2, 3]) await audit.insertCheckpoint(checkpoint(number));
  expect((await audit.lastCheckpoint())?.number).toBe(3);
  expect((await audit.checkpoints({ after: 1, limit: 9 })).map(({ number }) => number)).toEqual([2, 3]);
  await expect(audit.insertCheckpoint(checkpoint(3))).rejects.toMatchObject({ code: 'conflict' });
});

it('stores a decision input once', async () => {
  const input = { digest: 'd1', bytes: Buffer.from('input') };
  await test.store.decisionInputs.put([input, { digest: 'd2', bytes: Buffer.from('other') }]);
  await test.store.decisionInputs.put([{ ...input, bytes: Buffer.from('forged') }]);
  expect((await test.store.decisionInputs.find('d1'))?.toString()).toBe('input');
  expect(await test.store.decisionInputs.find('d9')).toBeUndefined();
});

it('numbers policy revisions without holes, however many publish', async () => {
  const policy = { id: newId('policy'), title: 'All', text: 'permit(principal, action, resource);' };
  const publish = (message: string): Promise<number> =>
    test.store.transaction((tx) =>
      tx.policies.publish({
        snapshot: [{ ...policy, mode: 'enforce' }],
        author: { kind: 'local' },
        message,
      }),
    );
  expect(await test.store.policies.latest()).toBeUndefined();
  const numbers = await Promise.all(['a', 'b', 'c', 'd'].map(publish));
  expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  expect(await test.store.policies.latest()).toEqual({
    revision: 4,
    policies: [{ ...policy, mode: 'enforce' }],
  });
  const listed = await test.store.policies.revisions({ limit: 2, before: 4 });
  expect(listed.map(({ revision }) => revision)).toEqual([3, 2]);
});

it('shows what lives, by session, and forgets a gateway at once', async () => {
  const { liveConnections } = test.store;
  const connection = (id: string, gateway: string, session: string) => ({
    id,
    gatewayId: gateway,
    grantId: 'grt_1',
    sessionId: session,
    personId: 'per_1',
    appId: 'app_1',
    protocol: 'websocket',
    address: '192.0.2.1',
    openedAt: new Date(0),
  });
  const opened = [connection('con_1', 'gwy_1', 'ses_1'), connection('con_2', 'gwy_2', 'ses_1')];
  await liveConnections.put(opened);
  await liveConnections.put([...opened, connection('con_3', 'gwy_2', 'ses_2')]);
  expect((await liveConnections.countBySession(['ses_1', 'ses_3'])).get('ses_1')).toBe(2);
  await liveConnections.removeOfGateway('gwy_1');
  await liveConnections.remove(['con_3']);
  const listed = await liveConnections.list({ sessions: ['ses_1', 'ses_2'] });
  expect(listed.items.map(({ id }) => id)).toEqual(['con_2']);
});

it('remembers when things were last heard of', async () => {
  await test.store.presence.note(['dev_1', 'dev_2'], 'one');
  await test.store.presence.note(['dev_1'], 'two');
  const read = await test.store.presence.read(['dev_1', 'dev_9']);
  expect(read).toHaveLength(1);
  expect(read[0]).toMatchObject({ subject: 'dev_1', replica: 'two' });
  expect(read[0]?.agoMs).toBeGreaterThanOrEqual(0);
});

it('moves a key on from the state it was read in, once', async () => {
  const key = {
    kid: 'k1',
    purpose: 'grant' as const,
    alg: 'ES256',
    sealedPrivate: Buffer.from('sealed'),
    public: '{}',
    state: 'next' as const,
    notBefore: new Date(0),
    notAfter: new Date(1),
  };
  await test.store.keys.insert(key);
  const moves = await Promise.all(
    [1, 2].map(() => test.store.keys.move('k1', { from: 'next', to: 'active' })),
  );
  expect(moves.filter(Boolean)).toEqual([true]);
  expect((await test.store.keys.all())[0]).not.toHaveProperty('sealedPrivate');
  await test.store.keys.move('k1', { from: 'active', to: 'retired' });
  expect(await test.store.keys.current()).toEqual([]);
});
