import { expect, it } from 'vitest';
import { createAccessBench } from '#testing/access.ts';

// After a revocation nothing helps but a fresh sign-in: not a reload, not an answer that crossed the revocation
// on the wire, not a replica that has not heard of it, not a stream that broke in between.

it('has nothing left for a reload', async () => {
  const bench = createAccessBench();
  await bench.granted(bench.request('t'), { session: 'ses_1' });
  bench.change('revoke', ['ses_1']);
  const reload = bench.access.find(bench.request('t'));
  const [ask] = bench.link.taken('ask');
  expect(ask).toBeDefined();
  const reason = 'session-ended';
  bench.link.deliver({ kind: 'unknown-token', id: ask?.id ?? 0, asOf: 101, epoch: 'epoch-1', reason });
  expect(await reload).toEqual({ kind: 'sign-in', reason });
});

it('does not take an answer that the revocation overtook', async () => {
  const bench = createAccessBench();
  const found = bench.access.find(bench.request('t'));
  const asks = bench.link.taken('ask');
  bench.change('revoke', ['ses_1']);
  for (const ask of asks) bench.grant(ask, { session: 'ses_1', asOf: 100 });
  await bench.settled();
  expect(bench.access.figures().grants).toBe(0);
  expect(bench.link.taken('ask')).toHaveLength(1);
  bench.clock.advance(2_000);
  expect(await found).toMatchObject({ kind: 'unavailable' });
});

it('does not take the word of a replica that has not heard of it', async () => {
  const bench = createAccessBench();
  bench.change('revoke', ['ses_1']);
  bench.link.lose();
  bench.link.open({ applied: 100 });
  bench.link.pong({ applied: 101 });
  const found = bench.access.find(bench.request('t'));
  for (let tries = 0; tries < 5; tries += 1) {
    for (const ask of bench.link.taken('ask')) bench.grant(ask, { session: 'ses_1', asOf: 100 });
    bench.clock.advance(100);
  }
  bench.clock.advance(2_000);
  expect(await found).toMatchObject({ kind: 'unavailable' });
  expect(bench.access.figures().grants).toBe(0);
});

it('finds out what was revoked while no stream stood', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t'), { id: 'a', session: 'ses_1' }));
  bench.link.lose();
  bench.link.open({ applied: 101 });
  bench.link.pong();
  expect(bench.access.find(bench.request('t'))).toBeInstanceOf(Promise);
  const [recheck] = bench.link.taken('recheck');
  const why = { outcome: 'deny' as const, reason: 'session-ended', advice: [] };
  const verdicts = [{ verdict: 'refused' as const, grant: 'a', ...why }];
  bench.link.deliver({ kind: 'rechecked', id: recheck?.id ?? 0, asOf: 101, verdicts, done: true });
  expect(live.state()).toBe('cut');
});
