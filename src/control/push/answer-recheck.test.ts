import { expect, it } from 'vitest';
import type { Recheck } from '#contracts/protocol/from-gateway.ts';
import { personRow, tokenRow } from '#testing/fake-knowledge-source.ts';
import { askFor, changeOf, createPushWorld, hashOf, strangeGrant } from '#testing/push-world.ts';
import { turns } from '#testing/turns.ts';

const suspect = (grant = strangeGrant(), input = {}): Recheck['grants'][number] => ({
  grant,
  input: askFor(input).input,
});
const recheckOf = (grants: Recheck['grants'], change = 10): Recheck => ({
  kind: 'recheck',
  id: 1,
  change,
  grants,
});

it('sends refusals as it finds them, before anything that stays', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  const grants = Array.from({ length: 250 }, (_, i) => suspect(undefined, { address: `192.0.2.${i % 250}` }));
  // The last of all is refused: it must not wait behind the 249 that stay.
  world.decider.rule = (input) =>
    input.network.address === '192.0.2.249' ? { outcome: 'deny', reason: 'forbidden-by-policy' } : {};
  session.message(recheckOf(grants));
  await stream.until('rechecked', ({ done }) => done);
  const parts = stream.of('rechecked');
  expect(parts[0]?.verdicts.map(({ verdict }) => verdict)).toEqual(['refused']);
  expect(parts.flatMap(({ verdicts }) => verdicts)).toHaveLength(250);
  expect(parts.filter(({ done }) => done)).toHaveLength(1);
  expect(Math.max(...parts.map(({ verdicts }) => verdicts.length))).toBeLessThanOrEqual(100);
});

it('answers pings while it decides many', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  session.message(recheckOf(Array.from({ length: 500 }, () => suspect())));
  await turns(1);
  session.message({ kind: 'ping', n: 1 });
  await stream.until('rechecked', ({ done }) => done);
  const kinds = stream.sent.map(({ kind }) => kind);
  expect(kinds.indexOf('pong')).toBeLessThan(kinds.lastIndexOf('rechecked'));
});

it('decides inputs that are the same once', async () => {
  const world = createPushWorld();
  world.source.tokenRows.set(hashOf('b'), tokenRow(world.clock, { hash: hashOf('b'), session: 'ses_2' }));
  const { stream, session } = await world.join();
  const grants = [suspect(), suspect(), suspect(undefined, { token: hashOf('b') })];
  session.message(recheckOf(grants));
  await stream.until('rechecked', ({ done }) => done);
  expect(world.decider.inputs).toHaveLength(1);
  expect(stream.of('rechecked').flatMap(({ verdicts }) => verdicts)).toHaveLength(3);
});

it('keeps a grant without a record where inputs and answer are the same, with one where they are not', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  session.message(askFor());
  const { grant } = await stream.until('granted');
  session.message(recheckOf([suspect(grant.id)]));
  await stream.until('rechecked', ({ done }) => done);
  expect(world.audit.events).toHaveLength(1);
  world.source.personRows.set('per_1', personRow({ roles: ['admin'] }));
  world.push.apply(changeOf(11, 'recheck', 'per_1'));
  session.message({ ...recheckOf([suspect(grant.id)], 11), id: 2 });
  await stream.until('rechecked', ({ done, id }) => done && id === 2);
  expect(world.audit.events[1]?.about).toContain(grant.id);
  expect(stream.of('rechecked').flatMap(({ verdicts }) => verdicts)).toMatchObject([
    { verdict: 'kept', grant: grant.id, ttlMs: 60_000 },
    { verdict: 'kept', grant: grant.id },
  ]);
});

it('refuses even where the record cannot be stored: what must end, ends', async () => {
  const world = createPushWorld();
  world.decider.rule = () => ({ outcome: 'deny', reason: 'forbidden-by-policy' });
  const { stream, session } = await world.join();
  world.audit.fail(new Error('full'));
  const grants = [suspect()];
  session.message(recheckOf(grants));
  const part = await stream.until('rechecked');
  expect(part.verdicts).toMatchObject([{ verdict: 'refused', grant: grants[0]?.grant }]);
  await turns();
  expect(world.faults).not.toEqual([]);
});

it('writes refusals down when everybody has their verdict, each under the id that was told', async () => {
  const world = createPushWorld();
  const people = Array.from({ length: 150 }, (_, i) => `per_${i}`);
  for (const [i, person] of people.entries()) {
    const hash = i.toString(16).padStart(64, '0');
    world.source.tokenRows.set(hash, tokenRow(world.clock, { hash, session: `ses_${i}`, person }));
    world.source.personRows.set(person, personRow({ id: person }));
  }
  world.decider.rule = ({ principal }) =>
    principal.id === 'per_7' ? {} : { outcome: 'deny', reason: 'forbidden-by-policy' };
  const { stream, session } = await world.join();
  let recordsBefore = -1;
  const send = stream.send.bind(stream);
  stream.send = (message) => {
    if (message.kind === 'rechecked' && message.done) recordsBefore = world.audit.events.length;
    return send(message);
  };
  session.message(
    recheckOf(people.map((_, i) => suspect(undefined, { token: i.toString(16).padStart(64, '0') }))),
  );
  await stream.until('rechecked', ({ done }) => done);
  // Only what stays had to be on record first.
  expect(recordsBefore).toBe(1);
  await turns(50);
  const told = stream
    .of('rechecked')
    .flatMap(({ verdicts }) => verdicts)
    .flatMap((verdict) => (verdict.verdict === 'refused' ? [verdict.decision] : []));
  expect(told).toHaveLength(149);
  expect(new Set(world.audit.events.slice(1).map(({ data }) => data.id))).toEqual(new Set(told));
  expect(world.audit.events).toHaveLength(150);
});

it('keeps nothing whose record cannot be stored', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  world.audit.fail(new Error('full'));
  session.message(recheckOf([suspect()]));
  await stream.until('rechecked', ({ done }) => done);
  expect(stream.of('rechecked').flatMap(({ verdicts }) => verdicts)).toEqual([]);
});

it('says for whom no decision is left to make', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  const grants = [suspect(undefined, { token: hashOf('f') })];
  session.message(recheckOf(grants));
  expect((await stream.until('rechecked')).verdicts).toMatchObject([
    { verdict: 'refused', reason: 'unknown-token' },
  ]);
});

it('lets a grant lapse whose key is another now', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  session.message(askFor());
  const { grant } = await stream.until('granted');
  world.decider.rule = () => ({ asksFor: { method: true, path: false } });
  const bare = suspect();
  delete bare.input.method;
  session.message(recheckOf([suspect(grant.id), bare]));
  await stream.until('rechecked', ({ done }) => done);
  expect(stream.of('rechecked').flatMap(({ verdicts }) => verdicts)).toEqual([
    { verdict: 'lapsed', grant: grant.id },
    { verdict: 'lapsed', grant: bare.grant },
  ]);
});

it('waits for the change that it is asked about, and says nothing where that does not come', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  session.message(recheckOf([suspect()], 12));
  await turns();
  expect(stream.of('rechecked')).toEqual([]);
  world.push.apply(changeOf(12, 'recheck', 'per_1'));
  expect(await stream.until('rechecked', ({ verdicts }) => verdicts.length > 0)).toMatchObject({ asOf: 12 });
  session.message({ ...recheckOf([suspect()], 99), id: 2 });
  await turns();
  world.clock.advance(2_000);
  expect(await stream.until('rechecked', ({ id }) => id === 2)).toEqual({
    kind: 'rechecked',
    id: 2,
    asOf: 12,
    verdicts: [],
    done: true,
  });
});

it('leaves without verdict what cannot be decided now', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  world.source.fail(new Error('away'));
  session.message(recheckOf([suspect()]));
  expect(await stream.until('rechecked')).toMatchObject({ verdicts: [], done: true });
});

it('cuts nobody because the decider died: its refusals are no verdicts', async () => {
  const world = createPushWorld();
  world.decider.rule = () => ({ outcome: 'deny', reason: 'control-unreachable' });
  const { stream, session } = await world.join();
  session.message(recheckOf([suspect()]));
  expect(await stream.until('rechecked')).toMatchObject({ verdicts: [], done: true });
  session.message(askFor());
  expect(await stream.until('unanswered')).toMatchObject({ reason: 'control-unreachable' });
  expect(world.audit.events).toEqual([]);
});

it('tells how long each recheck took, when it is answered to its end', async () => {
  const took: number[] = [];
  const world = createPushWorld({ recheckTook: (ms) => took.push(ms) });
  const { stream, session } = await world.join();
  const held = world.decider.holdBack();
  session.message(recheckOf([suspect()]));
  await turns();
  world.clock.advance(30);
  expect(took).toEqual([]);
  held.letGo();
  await stream.until('rechecked', ({ done }) => done);
  await turns();
  expect(took).toEqual([30]);
});
