import { expect, it } from 'vitest';
import { instant } from '#base/clock.ts';
import { createAccessBench, testApp } from '#testing/access.ts';
import { createHandClock } from '#testing/clock.ts';
import { createLease } from './lease.ts';

it('counts from when freshness was asked for, less the age of what the replica knew', () => {
  const clock = createHandClock();
  const lease = createLease(clock);
  expect(lease.age()).toBe(Number.POSITIVE_INFINITY);
  const asked = instant(clock);
  clock.advance(400);
  lease.confirm(asked, 250);
  expect(lease.age()).toBe(650);
});

it('counts the age of what the replica knew though a wall clock is set back', () => {
  const clock = createHandClock();
  const lease = createLease(clock);
  lease.confirm(instant(clock), 250);
  clock.shiftWall(-60_000);
  expect(lease.age()).toBe(250);
});

it('does not let an old pong shorten or lengthen what a newer one said', () => {
  const clock = createHandClock();
  const lease = createLease(clock);
  const old = instant(clock);
  clock.advance(1_000);
  lease.confirm(instant(clock), 0);
  lease.confirm(old, 0);
  expect(lease.age()).toBe(0);
  lease.confirm(instant(clock), Number.NaN);
  lease.confirm(instant(clock), 5_000);
  expect(lease.age()).toBe(0);
});

it('takes a replica from the future for one of now', () => {
  const clock = createHandClock();
  const lease = createLease(clock);
  lease.confirm(instant(clock), -60_000);
  clock.advance(10);
  expect(lease.age()).toBe(10);
});

it('cuts what lives, to the byte, when freshness ends, though no timer ran', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t')));
  bench.clock.stall(14_999);
  expect(live.forward()).toBe(true);
  bench.clock.stall(1);
  expect(live.forward()).toBe(false);
  expect(live.cuts).toMatchObject([{ reason: 'knowledge-stale' }]);
});

it('cuts the silent by a timer', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t')));
  bench.clock.advance(15_250);
  expect(live.state()).toBe('cut');
});

it('counts the time that a suspended machine slept', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t')));
  bench.clock.suspend(16_000);
  expect(live.forward()).toBe(false);
});

it('does not let a wall clock that was set back hide elapsed time', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t')));
  bench.clock.shiftWall(-3_600_000);
  bench.clock.stall(15_000);
  expect(live.forward()).toBe(false);
});

it('is not prolonged by pongs to pings of long ago that lay in a buffer', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t')));
  bench.clock.stall(14_000);
  for (let agoMs = 14_000; agoMs >= 10_000; agoMs -= 1_000) bench.link.pong({ agoMs });
  expect(live.forward()).toBe(true);
  bench.clock.stall(5_000);
  expect(live.forward()).toBe(false);
});

it('ends while pongs come, when the database is away behind them', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t')));
  for (let second = 1; second <= 15; second += 1) {
    bench.clock.advance(1_000);
    bench.link.pong({ dbAge: second * 1_000 });
  }
  expect(live.forward()).toBe(false);
});

it('is as long as the app says', async () => {
  const quick = testApp({ id: 'app_q', host: 'q.d.test', graceMs: 3_000 });
  const bench = createAccessBench({ apps: [testApp(), quick] });
  const short = bench.live(await bench.granted(bench.request('t', { app: quick })));
  const long = bench.live(await bench.granted(bench.request('t')));
  bench.clock.advance(3_250);
  expect([short.state(), long.state()]).toEqual(['cut', 'live']);
});

it('binds what nobody signs in for as well', () => {
  const open = testApp({ access: 'public' });
  const bench = createAccessBench({ app: { access: 'public' } });
  const live = bench.live(bench.access.publicGrant(open));
  expect(live.forward()).toBe(true);
  bench.clock.stall(15_000);
  expect(live.forward()).toBe(false);
  expect(bench.live(bench.access.publicGrant(open)).state()).toBe('cut');
  bench.link.pong();
  expect(bench.live(bench.access.publicGrant(open)).forward()).toBe(true);
});

it('cuts the public way into an app that is switched off, or no longer public', () => {
  for (const end of ['revoke', 'config'] as const) {
    const open = testApp({ access: 'public', publicPaths: ['/x/**'] });
    const bench = createAccessBench({ apps: [open] });
    const live = bench.live(bench.access.publicGrant(open));
    bench.change('recheck', ['everything', open.id]);
    expect(live.forward()).toBe(true);
    if (end === 'revoke') bench.change('revoke', [open.id]);
    else {
      const apps = [testApp({ ...open, access: 'policy' })];
      bench.link.deliver({ kind: 'config', config: { ...bench.config, apps } });
    }
    expect(live.state()).toBe('cut');
  }
});

it('lets nothing new in on stale knowledge, and all who wait in when it is fresh again', async () => {
  const bench = createAccessBench();
  await bench.granted(bench.request('t'));
  bench.clock.stall(16_000);
  const late = Promise.resolve(bench.access.find(bench.request('t')));
  bench.clock.advance(2_000);
  expect(await late).toEqual({ kind: 'unavailable', reason: 'knowledge-stale' });
  const waiting = Promise.resolve(bench.access.find(bench.request('t')));
  bench.link.pong();
  for (const ask of bench.link.taken('ask')) bench.grant(ask);
  expect(await waiting).toMatchObject({ kind: 'granted' });
});
