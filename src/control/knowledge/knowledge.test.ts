import { expect, it } from 'vitest';
import type { AccessInput } from '#contracts/protocol/from-gateway.ts';
import { type Change, policyPublished } from '#contracts/changes.ts';
import { appRow, createFakeKnowledgeSource, personRow, tokenRow } from '#testing/fake-knowledge-source.ts';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { createKnowledge } from './knowledge.ts';

const hash = (letter: string): string => letter.repeat(64);
const access = (input: Partial<AccessInput> = {}): AccessInput => ({
  token: hash('a'),
  app: 'app_1',
  address: '192.0.2.1',
  ...input,
});
const change = (id: number, ...subjects: string[]): Change => ({ id, kind: 'recheck', subjects, cause: 'x' });

function setUp() {
  const clock = createFixedClock();
  const source = createFakeKnowledgeSource(clock);
  source.tokenRows.set(hash('a'), tokenRow(clock, { hash: hash('a') }));
  source.personRows.set('per_1', personRow());
  source.appRows.set('app_1', appRow());
  const knowledge = createKnowledge({
    source,
    clock,
    locate: () => ({ country: 'DE' }),
    from: { applied: 7, epoch: 'e1' },
    limits: { tokens: 3, people: 3, apps: 3 },
  });
  const one = async (input = access()) => (await knowledge.know([input]))[0];
  return { clock, source, knowledge, one };
}

it('makes the input of a decision with all that it rests on', async () => {
  const { one, clock } = setUp();
  const known = await one(access({ route: 'rte_1', method: 'GET', path: '/x' }));
  expect(known).toMatchObject({
    session: 'ses_1',
    person: 'per_1',
    sessionEndsAt: clock.wall() + 3_600_000,
    app: { host: 'wiki.example.org', graceMs: 15_000 },
    subjects: [
      'ses_1',
      `token:${hash('a')}`,
      'per_1',
      'grp_team',
      'grp_all',
      'app_1',
      'policy:app_1',
      'everything',
    ],
    input: {
      principal: { id: 'per_1' },
      route: { id: 'rte_1', name: 'admin' },
      authn: { methods: ['pwd', 'otp'] },
      device: { class: 'unmanaged' },
      network: { address: '192.0.2.1', country: 'DE' },
      http: { method: 'GET', path: '/x' },
      time: { zone: 'Europe/Berlin', at: clock.wall() },
    },
  });
});

it('reads each kind of thing once for many accesses, and nothing for what it holds', async () => {
  const { knowledge, source, clock } = setUp();
  source.tokenRows.set(hash('b'), tokenRow(clock, { hash: hash('b'), session: 'ses_2' }));
  await knowledge.know([access(), access({ token: hash('b') }), access()]);
  expect(source.queries.map(({ kind, keys }) => [kind, keys.length])).toEqual([
    ['tokens', 2],
    ['apps', 1],
    ['zone', 1],
    ['people', 1],
  ]);
  await knowledge.know([access(), access({ token: hash('b') })]);
  expect(source.queries).toHaveLength(4);
});

it.each([
  ['a token', `token:${hash('a')}`, 'tokens'],
  ['a session', 'ses_1', 'tokens'],
  ['a person', 'per_1', 'people'],
  ['a group above the one they are in', 'grp_all', 'people'],
  ['an app', 'app_1', 'apps'],
  ['everything', 'everything', 'people'],
  ['something this code cannot place', 'planet_mars', 'people'],
])('reads anew after a change of %s', async (_, subject, kind) => {
  const { knowledge, source, one } = setUp();
  await one();
  source.queries.length = 0;
  knowledge.apply(change(8, subject));
  await one();
  expect(knowledge.applied()).toBe(8);
  expect(source.queries.map((query) => query.kind)).toContain(kind);
});

it('reads nothing anew because of policies alone, and whatever else has changed for all or for one', async () => {
  const { knowledge, source, one } = setUp();
  await one();
  source.queries.length = 0;
  knowledge.apply({ ...change(8, 'everything'), cause: policyPublished });
  await one();
  expect([knowledge.applied(), source.queries]).toEqual([8, []]);
  // Whoever names more than policies for everybody, or another cause, has changed what is known.
  const others: Change[] = [
    { ...change(9, 'everything', 'per_1'), cause: policyPublished },
    { ...change(10, 'per_1'), cause: policyPublished },
    { ...change(11, 'everything'), kind: 'revoke', cause: policyPublished },
    { ...change(12, 'everything'), kind: 'config', cause: policyPublished },
    { ...change(13, 'everything'), cause: 'settings-changed' },
  ];
  for (const other of others) {
    source.queries.length = 0;
    knowledge.apply(other);
    await one();
    expect([other.id, source.queries.length > 0]).toEqual([other.id, true]);
  }
});

it('reads apps and the zone anew after a change of configuration', async () => {
  const { knowledge, source, one } = setUp();
  await one();
  source.queries.length = 0;
  knowledge.apply({ ...change(8, 'app_other'), kind: 'config' });
  await one();
  expect(source.queries.map((query) => query.kind)).toEqual(['apps', 'zone']);
});

it('never keeps what was read before a change of its subject was applied', async () => {
  const { knowledge, source, one } = setUp();
  const held = source.holdBack();
  const early = one();
  // The row is read; now the person loses a group, the change is applied, and only then the row arrives.
  source.personRows.set('per_1', personRow({ groups: [] }));
  source.tokenRows.delete(hash('a'));
  knowledge.apply(change(8, 'per_1', 'ses_1'));
  held.letGo();
  expect(await early).toMatchObject({ session: 'ses_1' });
  expect(await one()).toBe('unknown-token');
  expect(knowledge.sizes()).toMatchObject({ tokens: 0 });
});

it('keeps what was read while something else changed', async () => {
  const { knowledge, source, one } = setUp();
  const held = source.holdBack();
  const early = one();
  knowledge.apply(change(8, 'per_2'));
  held.letGo();
  await early;
  source.queries.length = 0;
  await one();
  expect(source.queries).toEqual([]);
});

it('does not remember that something was not there', async () => {
  const { source, one, clock } = setUp();
  expect(await one(access({ token: hash('n') }))).toBe('unknown-token');
  source.tokenRows.set(hash('n'), tokenRow(clock, { hash: hash('n') }));
  expect(await one(access({ token: hash('n') }))).toMatchObject({ session: 'ses_1' });
});

it('says what is missing', async () => {
  const { source, one, clock, knowledge } = setUp();
  expect(await one(access({ app: 'app_none' }))).toBe('app-disabled');
  expect(await one(access({ route: 'rte_of_another_app' }))).toBe('app-disabled');
  source.tokenRows.set(hash('e'), tokenRow(clock, { hash: hash('e'), ended: true }));
  expect(await one(access({ token: hash('e') }))).toBe('session-ended');
  source.personRows.set('per_1', personRow({}, false));
  knowledge.apply(change(8, 'per_1'));
  expect(await one()).toBe('person-disabled');
  source.personRows.delete('per_1');
  knowledge.apply(change(9, 'per_1'));
  expect(await one()).toBe('person-disabled');
});

it('accepts a token on its own host only', async () => {
  const { source, one } = setUp();
  source.appRows.set('app_2', appRow({ id: 'app_2', host: 'payroll.example.org' }));
  expect(await one(access({ app: 'app_2' }))).toBe('unknown-token');
});

it('reads a session anew before it calls it over, since activity makes no change', async () => {
  const { source, one, clock } = setUp();
  await one();
  clock.advance(3_590_000);
  source.tokenRows.set(hash('a'), tokenRow(clock, { hash: hash('a') }));
  clock.advance(20_000);
  expect(await one()).toMatchObject({ session: 'ses_1' });
  clock.advance(3_580_000);
  expect(await one()).toBe('session-expired');
});

it('stays within its bounds', async () => {
  const { knowledge, source, clock } = setUp();
  const hashes = 'bcdefgh'.split('').map(hash);
  for (const each of hashes) source.tokenRows.set(each, tokenRow(clock, { hash: each }));
  await knowledge.know(hashes.map((token) => access({ token })));
  expect(knowledge.sizes().tokens).toBe(3);
});

it('forgets everything in another epoch, also what is being read', async () => {
  const { knowledge, source, one } = setUp();
  await one();
  const held = source.holdBack();
  const early = knowledge.know([access({ app: 'app_none' })]);
  knowledge.restart({ applied: 2, epoch: 'e2' });
  held.letGo();
  await early;
  expect([knowledge.epoch(), knowledge.applied()]).toEqual(['e2', 2]);
  expect(knowledge.sizes()).toMatchObject({ tokens: 0, apps: 0 });
});

it('fails rather than answers when the database does', async () => {
  const { source, one } = setUp();
  source.fail(new Error('away'));
  await expect(one()).rejects.toThrow('away');
});
