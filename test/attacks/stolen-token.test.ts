import { expect, it } from 'vitest';
import { createAccessBench, hashOf } from '#testing/access.ts';

// A token that was copied from a browser: it is known here by its hash alone, ends with the sign-out, and has no
// grant at any address where its owner was not.

it('finds no grant from another address', async () => {
  const bench = createAccessBench();
  await bench.granted(bench.request('t'));
  const thief = bench.access.find(bench.request('t', { address: '203.0.113.66' }));
  expect(thief).toBeInstanceOf(Promise);
  const asks = bench.link.taken('ask');
  expect(asks).toMatchObject([{ input: { address: '203.0.113.66' } }]);
  for (const ask of asks) bench.refuse(ask);
  expect(await thief).toMatchObject({ kind: 'refused' });
});

it('is worth nothing after the sign-out, though control has not heard of it yet', async () => {
  const bench = createAccessBench();
  await bench.granted(bench.request('t'), { session: 'ses_1' });
  bench.link.lose();
  void bench.access.signOut(hashOf('t')).catch(() => {});
  expect(bench.access.find(bench.request('t'))).toEqual({ kind: 'sign-in', reason: 'session-ended' });
  expect(bench.access.find(bench.request('t', { address: '203.0.113.66' }))).toMatchObject({
    kind: 'sign-in',
  });
});

it('does not come back by an answer that was under way at the sign-out', async () => {
  const bench = createAccessBench();
  const thief = bench.access.find(bench.request('t', { address: '203.0.113.66' }));
  const sibling = bench.access.find(bench.request('other-host'));
  const asks = bench.link.taken('ask');
  await bench.granted(bench.request('t'), { session: 'ses_1' });
  void bench.access.signOut(hashOf('t')).catch(() => {});
  expect(await thief).toEqual({ kind: 'sign-in', reason: 'session-ended' });
  for (const ask of asks) bench.grant(ask, { session: 'ses_1' });
  expect(await sibling).toEqual({ kind: 'sign-in', reason: 'session-ended' });
  expect(bench.access.figures().grants).toBe(0);
});

it('takes the other hosts of the same session with it', async () => {
  const bench = createAccessBench();
  await bench.granted(bench.request('t'), { session: 'ses_1' });
  const live = bench.live(await bench.granted(bench.request('other-host'), { session: 'ses_1' }));
  void bench.access.signOut(hashOf('t')).catch(() => {});
  expect(live.state()).toBe('cut');
});
