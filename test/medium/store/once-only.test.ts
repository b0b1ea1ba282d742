import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PersonRow, SessionRow } from '#store/index.ts';
import { addPerson, addSession, freshStore, type TestStore } from '#testing/store.ts';

let test: TestStore;
let person: PersonRow;
let session: SessionRow;
let serial = 0;

beforeAll(async () => {
  test = await freshStore();
  person = await addPerson(test.store);
  session = await addSession(test.store, person);
});
afterAll(() => test.close());

/** Runs the same thing eight times at once and gives what the callers that got something got. */
async function together<T>(attempt: () => Promise<T>): Promise<NonNullable<T>[]> {
  const results = await Promise.all(Array.from({ length: 8 }, attempt));
  return results.filter((result): result is Awaited<NonNullable<T>> => Boolean(result)) as NonNullable<T>[];
}

async function addCode(over: { seconds?: number; sessionId?: SessionRow['id'] } = {}): Promise<string> {
  const hash = `code-${serial++}`;
  const code = {
    hash,
    sessionId: over.sessionId ?? session.id,
    host: 'wiki.example',
    nonceHash: 'nonce',
    methods: ['pwd' as const],
    authenticatedAt: new Date(session.authenticatedAt),
  };
  await test.store.codes.insert(code, over.seconds ?? 30);
  return hash;
}
const right = { host: 'wiki.example', nonceHash: 'nonce' };

it('burns a code for one caller', async () => {
  const hash = await addCode();
  const won = await together(() => test.store.codes.burn({ hash, ...right }));
  expect(won).toEqual([
    {
      sessionId: session.id,
      personId: person.id,
      methods: ['pwd'],
      authenticatedAt: session.authenticatedAt,
    },
  ]);
});

it.each([
  ['another host', { host: 'payroll.example', nonceHash: 'nonce' }],
  ['another browser', { host: 'wiki.example', nonceHash: 'other' }],
])('burns a code that is shown by %s, and gives nothing for it', async (_, shown) => {
  const hash = await addCode();
  expect(await test.store.codes.burn({ hash, ...shown })).toBeUndefined();
  expect(await test.store.codes.burn({ hash, ...right })).toBeUndefined();
});

it('gives nothing for a code that expired or whose session ended', async () => {
  const late = await addCode({ seconds: -1 });
  expect(await test.store.codes.burn({ hash: late, ...right })).toBeUndefined();
  const ended = await addSession(test.store, person);
  const orphan = await addCode({ sessionId: ended.id });
  await test.store.sessions.end([ended.id], 'session-ended');
  expect(await test.store.codes.burn({ hash: orphan, ...right })).toBeUndefined();
  const idle = await addSession(test.store, person);
  const asleep = await addCode({ sessionId: idle.id });
  await test.run(`update sessions set last_active_at = now() - interval '2 hours' where id = $1`, [idle.id]);
  expect(await test.store.codes.burn({ hash: asleep, ...right })).toBeUndefined();
});

it('lets a link be used by one caller, of its kind, before it expires', async () => {
  await test.store.links.insert({ id: 'lnk_1', hash: 'l1', kind: 'invitation', personId: person.id }, 60);
  await test.store.links.insert({ id: 'lnk_2', hash: 'l2', kind: 'setup' }, -1);
  expect(await test.store.links.use('reset', 'l1')).toBeUndefined();
  expect(await together(() => test.store.links.use('invitation', 'l1'))).toHaveLength(1);
  expect(await test.store.links.findUsable('invitation', 'l1')).toBeUndefined();
  expect(await test.store.links.use('setup', 'l2')).toBeUndefined();
});

it('makes links that were withdrawn worthless, and no others', async () => {
  await test.store.links.insert({ id: 'lnk_3', hash: 'l3', kind: 'setup' }, 60);
  await test.store.links.insert({ id: 'lnk_4', hash: 'l4', kind: 'reset', personId: person.id }, 60);
  await test.store.links.withdraw('setup', null);
  expect(await test.store.links.use('setup', 'l3')).toBeUndefined();
  expect(await test.store.links.use('reset', 'l4')).toMatchObject({ personId: person.id, data: {} });
});

it('takes each TOTP step once, and none before the last', async () => {
  const { credentials } = test.store;
  await credentials.addTotp({ id: 'crd_1', personId: person.id, sealed: Buffer.from('sealed') });
  expect(await together(() => credentials.takeTotpStep('crd_1', 100))).toHaveLength(1);
  expect(await credentials.takeTotpStep('crd_1', 99)).toBe(false);
  expect(await credentials.takeTotpStep('crd_1', 101)).toBe(true);
});

it('burns a recovery code once, for its owner', async () => {
  const { credentials } = test.store;
  const other = await addPerson(test.store, 'Grace');
  await credentials.setRecoveryCodes(person.id, [
    { id: 'crd_2', hash: 'r1' },
    { id: 'crd_3', hash: 'r2' },
  ]);
  expect(await credentials.burnRecoveryCode(other.id, 'r1')).toBe(false);
  expect(await together(() => credentials.burnRecoveryCode(person.id, 'r1'))).toHaveLength(1);
  await credentials.setRecoveryCodes(person.id, [{ id: 'crd_4', hash: 'r3' }]);
  expect(await credentials.burnRecoveryCode(person.id, 'r2')).toBe(false);
});

it('keeps one password each', async () => {
  const { credentials } = test.store;
  await credentials.setPassword({ id: 'crd_5', personId: person.id, hash: 'old' });
  await credentials.setPassword({ id: 'crd_6', personId: person.id, hash: 'new' });
  const passwords = (await credentials.ofPerson(person.id)).filter(({ kind }) => kind === 'password');
  expect(passwords.map(({ hash }) => hash)).toEqual(['new']);
});

it('is claimed by one', async () => {
  expect(await test.store.installation.isClaimed()).toBe(false);
  expect(await together(() => test.store.installation.claim())).toHaveLength(1);
  expect(await test.store.installation.isClaimed()).toBe(true);
});

it('gives a join token as many uses as it has', async () => {
  await test.store.joinTokens.insert({ id: 'j1', hash: 'j', name: 'west', usesLeft: 3 }, 60);
  expect(await together(() => test.store.joinTokens.use('j'))).toHaveLength(3);
});

it('counts failures from all replicas, and starts again after a quiet time', async () => {
  const { throttles } = test.store;
  const counts = await Promise.all(Array.from({ length: 8 }, () => throttles.fail('account:a', 60)));
  expect(counts.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  await test.run(`update throttles set last_at = now() - interval '2 minutes'`);
  expect((await throttles.read(['account:a', 'account:b'])).get('account:a')).toMatchObject({ failures: 8 });
  expect(await throttles.fail('account:a', 60)).toBe(1);
  await throttles.clear(['account:a']);
  expect((await throttles.read(['account:a'])).size).toBe(0);
});

it('does the exclusive work of many replicas in one of them', async () => {
  let running = 0;
  let most = 0;
  const results = await Promise.all(
    Array.from({ length: 4 }, () =>
      test.store.exclusively('checkpoint', async (tx) => {
        most = Math.max(most, ++running);
        await tx.installation.now();
        running--;
      }),
    ),
  );
  expect(most).toBe(1);
  expect(results.some(({ ok }) => ok)).toBe(true);
});
