import { expect, it } from 'vitest';
import { Fault } from '#contracts/errors.ts';
import type { PolicyVoice } from '#contracts/access.ts';
import { appRow, personRow, tokenRow } from '#testing/fake-knowledge-source.ts';
import { askFor, changeOf, createPushWorld, hashOf, strangeGrant } from '#testing/push-world.ts';
import { turns } from '#testing/turns.ts';

type World = ReturnType<typeof createPushWorld>;

it('grants what is allowed, with all that the grant rests on and the tokens only control can sign', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  const ask = askFor();
  session.message(ask);
  const { grant, ...answer } = await stream.until('granted');
  expect(answer).toEqual({ kind: 'granted', id: ask.id, asOf: 10, epoch: 'e1' });
  expect(grant).toMatchObject({
    session: 'ses_1',
    person: 'per_1',
    name: 'Ada',
    ttlMs: 60_000,
    scope: 'any',
    subjects: expect.arrayContaining(['ses_1', 'per_1', 'grp_all', 'app_1', 'policy:app_1', 'everything']),
  });
  expect(grant.signed).toContain('"gateway":"gwy_1"');
  expect(grant.assertion).toContain('"audience":"https://wiki.example.org"');
  expect(world.audit.events).toMatchObject([
    { kind: 'decision-made', about: expect.arrayContaining([grant.id, 'per_1', 'app_1', 'ses_1']) },
  ]);
  expect(world.inputs.map(({ digest }) => digest)).toEqual([world.audit.events[0]?.data.inputDigest]);
});

it('lets no grant leave before its record is committed', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  const held = world.audit.holdBack();
  session.message(askFor());
  await turns();
  expect(stream.of('granted')).toEqual([]);
  held.letGo();
  await stream.until('granted');
});

it('answers as of what was applied before the first input was read', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  const held = world.source.holdBack();
  session.message(askFor());
  await turns();
  world.source.personRows.set('per_1', personRow({ groups: [] }));
  world.push.apply(changeOf(11, 'recheck', 'per_1'));
  held.letGo();
  // Made of what was read before the change: it must look older than the change, so that nobody installs it.
  expect(await stream.until('granted')).toMatchObject({ asOf: 10 });
  session.message(askFor());
  expect(await stream.until('granted', ({ asOf }) => asOf === 11)).toMatchObject({
    grant: { subjects: expect.not.arrayContaining(['grp_all']) },
  });
});

it('answers nothing as of a publication before that publication is in force', async () => {
  let letGo = (): void => {};
  const world = createPushWorld({
    async readPolicies() {
      const revision = world.policyRevision;
      if (revision > 1) await new Promise<void>((resolve) => (letGo = resolve));
      return { revision, policies: [] };
    },
  });
  world.decider.rule = (_, revision) => (revision > 1 ? { outcome: 'deny', reason: 'no-policy-allows' } : {});
  const { stream, session } = await world.join();
  session.message(askFor());
  await stream.until('granted');
  world.policyRevision = 2;
  world.push.apply(changeOf(11, 'recheck', 'policy:app_1'));
  session.message(askFor());
  await turns();
  expect(stream.of('granted')).toHaveLength(1);
  letGo();
  expect(await stream.until('refused')).toMatchObject({ asOf: 11 });
});

it.each([
  ['twice the grace', { graceMs: 45_000 }, {}, 90_000],
  ['a minute at least', { graceMs: 2_000 }, {}, 60_000],
  ['until time alone may change the answer', {}, { inMs: 20_000 }, 20_000],
  ['until the session ends', {}, { sessionMs: 30_000 }, 30_000],
])('grants for %s', async (_, app, { inMs, sessionMs }: { inMs?: number; sessionMs?: number }, ttlMs) => {
  const world = createPushWorld();
  world.source.appRows.set('app_1', appRow(app));
  const at = world.clock.wall();
  if (inMs !== undefined) world.decider.rule = () => ({ validUntil: at + inMs });
  if (sessionMs !== undefined) {
    world.source.tokenRows.set(
      hashOf('a'),
      tokenRow(world.clock, { hash: hashOf('a'), endsAt: at + sessionMs }),
    );
  }
  const { stream, session } = await world.join();
  session.message(askFor());
  expect((await stream.until('granted')).grant.ttlMs).toBe(ttlMs);
});

it('extends a grant without a record where inputs and answer are the same', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  session.message(askFor());
  const { grant } = await stream.until('granted');
  world.clock.advance(50_000);
  const renewal = askFor({}, { priority: 'renewal', grant: grant.id });
  session.message(renewal);
  const again = await stream.until('granted', ({ id }) => id === renewal.id);
  expect(again.grant.id).toBe(grant.id);
  expect(world.audit.events).toHaveLength(1);
  expect(world.push.renewals()).toBe(1);
});

it('makes a grant of its own where inputs, answer, gateway or grant are others', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  session.message(askFor());
  const first = (await stream.until('granted')).grant.id;
  const renew = async (over: Parameters<typeof askFor>[0], grant: string, to = { stream, session }) => {
    const ask = askFor(over, { priority: 'renewal', grant });
    to.session.message(ask);
    return (await to.stream.until('granted', ({ id }) => id === ask.id)).grant.id;
  };
  const ids = [
    await renew({ address: '198.51.100.7' }, first),
    await renew({}, strangeGrant()),
    await renew({}, first, await world.join('gwy_2')),
  ];
  world.source.personRows.set('per_1', personRow({ name: 'Ada L.' }));
  world.push.apply(changeOf(11, 'recheck', 'per_1'));
  ids.push(await renew({}, first));
  expect(new Set([first, ...ids]).size).toBe(5);
  expect(world.audit.events).toHaveLength(5);
});

it('refuses with the reason and the advice that is meant for the person', async () => {
  const world = createPushWorld();
  const voice = (over: Partial<PolicyVoice>): PolicyVoice => ({
    policy: 'pol_1',
    title: 'secret title',
    effect: 'forbid',
    mode: 'enforce',
    result: 'satisfied',
    ...over,
  });
  world.decider.rule = () => ({
    outcome: 'challenge',
    reason: 'stronger-sign-in-needed',
    need: { methods: ['otp'] },
    asksFor: { method: true, path: false },
    policies: [
      voice({ advice: 'Use your key.' }),
      voice({ advice: 'We know about you.', private: true }),
      voice({ advice: 'Not yet.', mode: 'observe' }),
    ],
  });
  const { stream, session } = await world.join();
  session.message(askFor());
  const refused = await stream.until('refused');
  expect(refused).toMatchObject({
    outcome: 'challenge',
    reason: 'stronger-sign-in-needed',
    need: { methods: ['otp'] },
    advice: ['Use your key.'],
    scope: 'method',
    ttlMs: 60_000,
    name: 'Ada',
    person: 'per_1',
    session: 'ses_1',
    decision: world.audit.events[0]?.data.id,
  });
  expect(JSON.stringify(refused)).not.toContain('secret title');
});

it('writes equal refusals of one minute as one record and a count', async () => {
  const world = createPushWorld();
  world.decider.rule = () => ({ outcome: 'deny', reason: 'no-policy-allows' });
  const { stream, session } = await world.join();
  for (let i = 0; i < 5; i += 1) session.message(askFor({ path: `/${i}` }));
  await stream.until('refused', () => stream.of('refused').length === 5);
  expect(new Set(stream.of('refused').map(({ decision }) => decision)).size).toBe(1);
  expect(world.audit.events).toHaveLength(1);
  world.clock.advance(60_000);
  await turns();
  expect(world.audit.events[1]).toMatchObject({
    data: { repeatOf: stream.of('refused')[0]?.decision, repeats: 4 },
  });
  const late = askFor();
  session.message(late);
  await stream.until('refused', ({ id }) => id === late.id);
  expect(world.audit.events).toHaveLength(3);
});

it('makes no decision, and no record, for who is not signed in', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  session.message(askFor({ token: hashOf('f') }));
  expect(await stream.until('unknown-token')).toMatchObject({ reason: 'unknown-token', asOf: 10 });
  world.source.personRows.set('per_1', personRow({}, false));
  session.message(askFor());
  expect(await stream.until('refused')).toMatchObject({ reason: 'person-disabled', outcome: 'deny' });
  expect(world.audit.events).toEqual([]);
  expect(world.decider.inputs).toEqual([]);
});

it.each([
  ['its knowledge is old', 'database-unreachable', (world: World) => void (world.dbAge = 5_001)],
  [
    'the database does not answer',
    'database-unreachable',
    (world: World) => world.source.fail(new Fault('database-unavailable', 'away')),
  ],
  [
    'there is no room for the record',
    'no-room-to-record',
    (world: World) => world.audit.fail(new Fault('disk-full', 'full')),
  ],
  [
    'the record cannot be stored',
    'control-unreachable',
    (world: World) => world.audit.fail(new Error('odd')),
  ],
])('says that it cannot answer, and why, when %s', async (_, reason, breakIt) => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  breakIt(world);
  session.message(askFor());
  expect(await stream.until('unanswered')).toMatchObject({ reason });
  expect(stream.of('granted')).toEqual([]);
});

it('grants nothing by a policy that asks for what the gateway did not say', async () => {
  const world = createPushWorld();
  world.decider.rule = () => ({ asksFor: { method: true, path: true } });
  const { stream, session } = await world.join();
  const { method: _, path: __, ...bare } = askFor().input;
  session.message({ ...askFor(), input: bare });
  await stream.until('unanswered');
  session.message(askFor());
  expect((await stream.until('granted')).grant.scope).toBe('method-and-path');
});

it('puts nothing malformed into a query', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  const bad = [
    { token: 'A'.repeat(64) },
    { app: "app_1' or true" },
    { route: 'rte_\u0000' },
    { method: 'GET /' },
    { path: 'no-slash' },
    { path: '/\ud800' },
    { address: 'localhost' },
  ];
  for (const input of bad) session.message(askFor(input));
  await stream.until('unanswered', () => stream.of('unanswered').length === bad.length);
  expect(world.source.queries).toEqual([]);
});

it('does not let a flood of strangers starve renewals, nor grow without bound', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  session.message(askFor());
  const { grant } = await stream.until('granted');
  const held = world.source.holdBack();
  for (let i = 0; i < 5_000; i += 1) session.message(askFor({ token: hashOf('f') }));
  expect(stream.of('unanswered').filter(({ reason }) => reason === 'busy')).toHaveLength(3_000);
  await turns();
  const renewal = askFor({}, { priority: 'renewal', grant: grant.id });
  session.message(renewal);
  held.letGo();
  await stream.until('granted', ({ id }) => id === renewal.id);
  // It overtook all that waited, but for the batches that were under way with it.
  expect(stream.of('unknown-token').length).toBeLessThanOrEqual(5 * 64);
});

it('answers nobody who has gone: what waited for two seconds is not decided', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  const held = world.source.holdBack();
  for (let i = 0; i < 129; i += 1) session.message(askFor());
  await turns();
  world.clock.advance(2_001);
  held.letGo();
  await stream.until('unanswered');
  await stream.until('granted', () => stream.of('granted').length === 128);
  expect(stream.of('unanswered')).toMatchObject([{ reason: 'busy' }]);
});
