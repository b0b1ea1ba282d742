import { expect, it } from 'vitest';
import { createAccessBench, hashOf } from '#testing/access.ts';

it('renews what something lives on, before its time is over', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t'), { id: 'a' }));
  bench.run(38_000);
  expect(bench.link.taken('ask')).toEqual([]);
  bench.run(2_000);
  const ask = bench.link.taken('ask').at(-1);
  expect(ask).toMatchObject({ priority: 'renewal', grant: 'a', input: { token: hashOf('t') } });
  if (ask !== undefined) bench.grant(ask);
  bench.run(30_000);
  expect(live.forward()).toBe(true);
  expect(bench.access.figures().grants).toBe(1);
});

it('renews what was used of late, and lets go of what was not', async () => {
  const bench = createAccessBench();
  await bench.granted(bench.request('used'), { id: 'used' });
  await bench.granted(bench.request('idle'), { id: 'idle' });
  bench.run(30_000);
  const found = bench.access.find(bench.request('used'));
  if ('kind' in found && found.kind === 'granted') bench.live(found.grant).registration.close();
  bench.run(15_000);
  expect(new Set(bench.link.taken('ask').map((ask) => ask.grant))).toEqual(new Set(['used']));
  bench.run(20_000);
  expect(bench.access.figures().grants).toBe(0);
});

it('carries nothing after its time, holds until the answer, and goes on', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t'), { id: 'a', ttlMs: 10_000 }));
  bench.clock.stall(9_999);
  expect(live.forward()).toBe(true);
  bench.clock.stall(1);
  expect([live.forward(), live.state()]).toEqual([false, 'held']);
  bench.clock.advance(250);
  const ask = bench.link.taken('ask').at(-1);
  if (ask !== undefined) bench.grant(ask, { ttlMs: 60_000 });
  expect([live.state(), live.forward()]).toEqual(['live', true]);
});

it('cuts what nobody gave more time', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t'), { ttlMs: 10_000 }));
  bench.run(26_000);
  expect(live.cuts).toMatchObject([{ reason: 'time-passed' }]);
});

it('cuts what is refused more time', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t'), { ttlMs: 10_000 }));
  bench.run(7_000);
  const ask = bench.link.taken('ask').at(-1);
  if (ask !== undefined) bench.refuse(ask, { reason: 'forbidden-by-policy' });
  expect(live.cuts).toMatchObject([{ reason: 'forbidden-by-policy' }]);
});

it('does not ask again and again for time that ends where it ends', async () => {
  const bench = createAccessBench();
  bench.live(await bench.granted(bench.request('t'), { id: 'a', ttlMs: 20_000 }));
  bench.run(13_250);
  const first = bench.link.taken('ask');
  expect(first).toHaveLength(1);
  for (const ask of first) bench.grant(ask, { ttlMs: 7_000 });
  bench.run(6_000);
  expect(bench.link.taken('ask')).toEqual([]);
  bench.run(2_000);
  expect(bench.link.taken('ask').length).toBeGreaterThan(0);
});

it('follows a renewal whose answer depends on more of the request', async () => {
  const bench = createAccessBench();
  const get = bench.live(await bench.granted(bench.request('t'), { id: 'a' }));
  const post = bench.live(await bench.granted(bench.request('t', { method: 'POST' })));
  bench.run(40_000);
  const ask = bench.link.taken('ask').at(-1);
  if (ask === undefined) throw new Error('not renewed');
  bench.grant(ask, { scope: 'method' });
  expect(get.forward()).toBe(true);
  const moved = bench.link.taken('ask');
  expect(moved).toMatchObject([{ priority: 'renewal', input: { method: 'POST' } }]);
  for (const one of moved) bench.refuse(one);
  expect([get.state(), post.state()]).toEqual(['live', 'cut']);
});

it('is not starved by a flood of strangers', async () => {
  const bench = createAccessBench();
  const lives = [];
  for (let index = 0; index < 50; index += 1) {
    lives.push(bench.live(await bench.granted(bench.request(`t${index}`), { id: `g${index}` })));
  }
  bench.run(37_000);
  const outcomes: string[] = [];
  for (let index = 0; index < 10_000; index += 1) {
    const address = `198.51.${index >> 8}.${index & 255}`;
    const found = bench.access.find(bench.request(`stranger${index}`, { address }));
    void Promise.resolve(found).then(({ kind }) => outcomes.push(kind));
  }
  expect(bench.access.figures().asking).toBeLessThan(3_000);
  bench.link.taken('ask');
  bench.link.setQueued(10 * 1024 * 1024);
  bench.run(3_000);
  const renewed = new Set(bench.link.taken('ask').map((ask) => ask.grant));
  expect(renewed.size).toBe(50);
  await bench.settled();
  expect(outcomes).toHaveLength(10_000);
  expect(bench.access.figures()).toMatchObject({ waiting: 0 });
  expect(lives.every((live) => live.forward())).toBe(true);
});

it('tells control whose person did something, each thirty seconds', async () => {
  const bench = createAccessBench();
  bench.access.noteActivity(hashOf('t'));
  bench.run(10_000);
  bench.access.noteActivity(hashOf('u'));
  bench.access.noteActivity(hashOf('u'));
  expect(bench.link.taken('activity')).toEqual([]);
  bench.run(21_000);
  const told = bench.link.taken('activity');
  expect(told).toHaveLength(1);
  expect(told[0]?.tokens.map(({ token }) => token)).toEqual([hashOf('t'), hashOf('u')]);
  expect(told[0]?.tokens[1]?.agoMs).toBeGreaterThanOrEqual(20_000);
  bench.run(31_000);
  expect(bench.link.taken('activity')).toEqual([]);
});

it('tells control what lives, as differences, and all of it on a new stream', async () => {
  const bench = createAccessBench();
  const grant = await bench.granted(bench.request('t'), { id: 'a', session: 'ses_1', person: 'per_1' });
  const long = bench.live(grant);
  const short = bench.live(grant);
  short.registration.close();
  bench.run(1_250);
  const row = { connection: long.id, grant: 'a', session: 'ses_1', person: 'per_1', app: 'app_wiki' };
  expect(bench.link.taken('live')).toMatchObject([{ opened: [row], closed: [] }]);
  bench.run(2_000);
  expect(bench.link.taken('live')).toEqual([]);
  bench.link.lose();
  bench.link.open();
  bench.run(1_250);
  expect(bench.link.taken('live')).toMatchObject([{ opened: [row], closed: [] }]);
  long.forward();
  long.registration.close();
  bench.run(1_250);
  expect(bench.link.taken('live')).toMatchObject([
    { opened: [], closed: [{ connection: long.id, bytesIn: 0, bytesOut: 1 }] },
  ]);
});
