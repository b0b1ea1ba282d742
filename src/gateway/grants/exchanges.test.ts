import { expect, it } from 'vitest';
import { createAccessBench, hashOf } from '#testing/access.ts';

const exchange = {
  code: 'code',
  host: 'wiki.d.test',
  nonce: 'nonce',
  tokenHash: hashOf('t'),
  address: '192.0.2.1',
  userAgent: 'x'.repeat(2_000),
};

it('exchanges a code, and cuts what is too long of what it passes on', async () => {
  const bench = createAccessBench();
  const outcome = bench.access.redeem(exchange);
  const [redeem] = bench.link.taken('redeem');
  expect(redeem).toMatchObject({ code: 'code', token: hashOf('t'), host: 'wiki.d.test' });
  expect(redeem?.userAgent).toHaveLength(512);
  const result = { ok: true, session: 'ses_1', person: 'per_1', personKey: 'key' } as const;
  bench.link.deliver({ kind: 'redeemed', id: redeem?.id ?? 0, result });
  expect(await outcome).toEqual(result);
});

it('says why a code was not taken', async () => {
  const bench = createAccessBench();
  const first = bench.access.redeem(exchange);
  const id = bench.link.taken('redeem')[0]?.id ?? 0;
  bench.link.deliver({ kind: 'redeemed', id, result: { ok: false, reason: 'not-signed-in' } });
  expect(await first).toEqual({ ok: false, reason: 'not-signed-in' });
  const second = bench.access.redeem(exchange);
  const again = bench.link.taken('redeem')[0]?.id ?? 0;
  bench.link.deliver({ kind: 'unanswered', id: again, reason: 'busy' });
  expect(await second).toEqual({ ok: false, reason: 'busy' });
});

it('waits five seconds, and does not send a code twice', async () => {
  const bench = createAccessBench();
  const slow = bench.access.redeem(exchange);
  bench.clock.advance(5_000);
  expect(await slow).toEqual({ ok: false, reason: 'control-unreachable' });
  const lost = bench.access.redeem(exchange);
  bench.link.lose();
  expect(await lost).toEqual({ ok: false, reason: 'control-unreachable' });
  expect(await bench.access.redeem(exchange)).toEqual({ ok: false, reason: 'control-unreachable' });
  bench.link.open();
  expect(bench.link.taken('redeem')).toEqual([]);
});

it('sends no code that would end the stream', async () => {
  const bench = createAccessBench();
  for (const fields of [{ code: 'c'.repeat(5_000) }, { nonce: 'n'.repeat(5_000) }, { tokenHash: 'short' }]) {
    expect(await bench.access.redeem({ ...exchange, ...fields })).toMatchObject({ ok: false });
  }
  expect(bench.link.taken('redeem')).toEqual([]);
});

it('has a paused connection decided anew when its session gets a new token on the host', async () => {
  const bench = createAccessBench({ app: { onChallenge: 'pause' } });
  const live = bench.live(await bench.granted(bench.request('t'), { id: 'a', session: 'ses_1' }));
  bench.run(40_000);
  const renewal = bench.link.taken('ask').at(-1);
  if (renewal !== undefined) bench.refuse(renewal, { outcome: 'challenge', ttlMs: 0 });
  bench.run(1_000);
  expect(live.state()).toBe('held');
  bench.link.taken('ask');
  void bench.access.redeem(exchange);
  const id = bench.link.taken('redeem')[0]?.id ?? 0;
  const result = { ok: true, session: 'ses_1', person: 'per_1', personKey: 'key' } as const;
  bench.link.deliver({ kind: 'redeemed', id, result });
  expect(bench.link.taken('ask')).toMatchObject([{ grant: 'a', input: { token: hashOf('t') } }]);
});

it('resolves a sign-out when control has ended the session', async () => {
  const bench = createAccessBench();
  const done = bench.access.signOut(hashOf('t'));
  const [signOut] = bench.link.taken('sign-out');
  expect(signOut).toMatchObject({ token: hashOf('t') });
  bench.link.deliver({ kind: 'signed-out', id: signOut?.id ?? 0 });
  await expect(done).resolves.toBeUndefined();
});

it('says when control did not confirm a sign-out, and tells the next one', async () => {
  const bench = createAccessBench();
  bench.link.lose();
  const done = bench.access.signOut(hashOf('t'));
  bench.clock.advance(5_000);
  await expect(done).rejects.toMatchObject({ code: 'control-unreachable' });
  bench.link.open();
  const sent = bench.link.taken('sign-out');
  expect(sent).toMatchObject([{ token: hashOf('t') }]);
  bench.link.deliver({ kind: 'signed-out', id: sent[0]?.id ?? 0 });
  bench.link.lose();
  bench.link.open();
  expect(bench.link.taken('sign-out')).toEqual([]);
});
