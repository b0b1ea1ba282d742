import { expect, it } from 'vitest';
import { createAccessBench } from '#testing/access.ts';

it('drops everything that it knew of another epoch', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t')));
  const refused = bench.access.find(bench.request('u'));
  for (const ask of bench.link.taken('ask')) bench.refuse(ask);
  await refused;
  bench.link.lose();
  bench.link.open({ epoch: 'epoch-2', applied: 3 });
  expect(live.state()).toBe('cut');
  expect(bench.access.figures()).toMatchObject({
    grants: 0,
    refusals: 0,
    leaseAgeMs: Number.POSITIVE_INFINITY,
  });
  bench.link.pong({ applied: 3 });
  const found = bench.access.find(bench.request('t'));
  for (const ask of bench.link.taken('ask')) bench.grant(ask, { epoch: 'epoch-2', asOf: 3 });
  expect(await found).toMatchObject({ kind: 'granted' });
});

it('takes no answer of another epoch', async () => {
  const bench = createAccessBench();
  const found = bench.access.find(bench.request('t'));
  for (const ask of bench.link.taken('ask')) bench.grant(ask, { epoch: 'epoch-0', asOf: 1_000 });
  bench.clock.advance(2_000);
  expect(await found).toMatchObject({ kind: 'unavailable' });
});

it('does not notice a stream that broke while nothing happened', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t')));
  bench.link.lose();
  bench.clock.advance(3_000);
  expect(live.forward()).toBe(true);
  bench.link.open();
  bench.link.pong();
  expect(live.forward()).toBe(true);
  expect(bench.link.taken('recheck')).toEqual([]);
});

it('doubts everything when changes were missed between two streams', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t'), { id: 'a' }));
  bench.link.lose();
  bench.clock.advance(2_000);
  bench.link.open({ applied: 107 });
  bench.link.pong();
  const [recheck] = bench.link.taken('recheck');
  expect(recheck).toMatchObject({ change: 107, grants: [{ grant: 'a' }] });
  bench.clock.stall(1_000);
  expect([live.forward(), live.state()]).toEqual([false, 'held']);
  const why = { outcome: 'deny' as const, reason: 'session-ended', advice: [] };
  const verdicts = [{ verdict: 'refused' as const, grant: 'a', ...why }];
  bench.link.deliver({ kind: 'rechecked', id: recheck?.id ?? 0, asOf: 107, verdicts, done: true });
  expect(live.cuts).toMatchObject([{ reason: 'session-ended' }]);
});

it('asks anew on the next stream about whom the last one left in doubt', async () => {
  const bench = createAccessBench();
  bench.live(await bench.granted(bench.request('t'), { id: 'a', subjects: ['grp_1'] }));
  bench.change('recheck', ['grp_1']);
  expect(bench.link.taken('recheck')).toHaveLength(1);
  bench.link.lose();
  bench.link.open();
  expect(bench.link.taken('recheck')).toMatchObject([{ grants: [{ grant: 'a' }] }]);
});

it('takes nothing from a replica that is behind what another has shown', async () => {
  const bench = createAccessBench();
  bench.change('revoke', ['ses_x'], 110);
  bench.link.lose();
  bench.link.open({ applied: 105 });
  bench.clock.stall(14_000);
  bench.link.pong({ applied: 105 });
  expect(bench.access.figures().leaseAgeMs).toBe(14_000);
  const found = bench.access.find(bench.request('t'));
  for (const ask of bench.link.taken('ask')) bench.grant(ask, { asOf: 105 });
  bench.clock.advance(100);
  bench.link.pong({ applied: 110 });
  // It has caught up, and is asked again.
  for (const ask of bench.link.taken('ask')) bench.grant(ask, { asOf: 110 });
  expect(await found).toMatchObject({ kind: 'granted' });
  expect(bench.access.figures().leaseAgeMs).toBe(0);
});

it('is not shaken by changes that another replica tells again', async () => {
  const bench = createAccessBench();
  bench.change('revoke', ['per_1'], 110);
  const live = bench.live(await bench.granted(bench.request('t'), { person: 'per_1', asOf: 110 }));
  bench.link.lose();
  bench.link.open({ applied: 105 });
  bench.change('revoke', ['per_1'], 110);
  expect(live.forward()).toBe(true);
  bench.change('revoke', ['per_1'], 111);
  expect(live.forward()).toBe(false);
});

it('takes no answer from before what the stream had shown when it was asked', async () => {
  const bench = createAccessBench();
  bench.link.pong({ applied: 120 });
  const found = bench.access.find(bench.request('t'));
  for (const ask of bench.link.taken('ask')) bench.grant(ask, { asOf: 119 });
  await bench.settled();
  expect(bench.access.figures().grants).toBe(0);
  bench.clock.advance(100);
  for (const ask of bench.link.taken('ask')) bench.grant(ask, { asOf: 120 });
  expect(await found).toMatchObject({ kind: 'granted' });
});

it('takes no answer to what was asked on an older stream', async () => {
  const bench = createAccessBench();
  const found = bench.access.find(bench.request('t'));
  const old = bench.link.taken('ask');
  bench.link.lose();
  bench.link.open();
  bench.link.pong();
  for (const ask of old) bench.grant(ask);
  await bench.settled();
  expect(bench.access.figures().grants).toBe(0);
  for (const ask of bench.link.taken('ask')) bench.grant(ask);
  expect(await found).toMatchObject({ kind: 'granted' });
});

it('tells whom it cut, by what, and once a stream stands again', async () => {
  const bench = createAccessBench();
  const grant = await bench.granted(bench.request('t'), { id: 'a', session: 'ses_1', person: 'per_1' });
  bench.live(grant);
  bench.live(grant);
  const change = bench.change('revoke', ['ses_1'], 130, 'session-ended');
  const row = { grant: 'a', session: 'ses_1', person: 'per_1', app: 'app_wiki' };
  expect(bench.link.taken('cuts')).toEqual([
    { kind: 'cuts', change, cause: 'session-ended', cuts: [{ ...row, connections: 2 }] },
  ]);
  bench.live(await bench.granted(bench.request('t'), { id: 'b' }));
  bench.link.lose();
  bench.clock.advance(16_000);
  bench.link.open();
  expect(bench.link.taken('cuts')).toMatchObject([{ cause: 'knowledge-stale', cuts: [{ grant: 'b' }] }]);
});

it('cuts everything when it hears that it was disabled itself, and only then', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t')));
  const change = { kind: 'change' as const, change: 'revoke' as const, cause: 'gateway-disabled' };
  bench.link.deliver({ ...change, id: 108, subjects: ['gwy_other'] });
  expect(live.forward()).toBe(true);
  bench.link.deliver({ ...change, id: 109, subjects: ['gwy_test'] });
  expect(live.cuts).toMatchObject([{ reason: 'gateway-disabled' }]);
  expect(bench.access.figures().grants).toBe(0);
});

it('measures cuts from the word that caused them: of a change, and of a new decision that it asked for', async () => {
  const took: [string, number][] = [];
  const bench = createAccessBench({ cutTook: (by, ms) => took.push([by, ms]) });
  bench.live(await bench.granted(bench.request('t'), { id: 'a', person: 'per_1' }));
  bench.live(await bench.granted(bench.request('u'), { id: 'b', person: 'per_2' }));
  await bench.granted(bench.request('v'), { id: 'c', person: 'per_3' });
  bench.change('revoke', ['per_1']);
  expect(took).toEqual([['revoke', 0]]);
  const asOf = bench.change('recheck', ['per_2']);
  bench.clock.advance(40);
  const refused = {
    verdict: 'refused' as const,
    outcome: 'deny' as const,
    reason: 'no-policy-allows',
    advice: [],
  };
  const id = bench.link.taken('recheck').at(-1)?.id ?? 0;
  bench.link.deliver({ kind: 'rechecked', id, asOf, verdicts: [{ ...refused, grant: 'b' }], done: true });
  expect(took.slice(1)).toEqual([['recheck', 40]]);
  // Nothing lived on it: there was nothing to cut.
  bench.change('revoke', ['per_3']);
  expect(took).toHaveLength(2);
});

it('cuts the one connection that a change names, and leaves its grant and what else lives on it', async () => {
  const bench = createAccessBench();
  const grant = await bench.granted(bench.request('t'), { id: 'grt_1' });
  const [first, second] = [bench.live(grant), bench.live(grant)];
  bench.link.taken('cuts');
  const id = bench.change('revoke', [first.id, 'con_unknown'], undefined, 'connection-cut');
  expect([first.state(), second.state()]).toEqual(['cut', 'live']);
  expect(first.cuts).toMatchObject([{ reason: 'connection-cut' }]);
  expect(second.forward()).toBe(true);
  expect(bench.access.figures()).toMatchObject({ grants: 1, live: 1 });
  expect(bench.link.taken('cuts')).toMatchObject([
    { change: id, cause: 'connection-cut', cuts: [{ grant: 'grt_1', connections: 1 }] },
  ]);
  // Whoever had it may come back without a new decision.
  expect(bench.access.find(bench.request('t'))).toMatchObject({ kind: 'granted' });
});
