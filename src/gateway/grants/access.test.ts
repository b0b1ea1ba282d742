import { expect, it } from 'vitest';
import { createAccessBench, hashOf, testApp, testConfig } from '#testing/access.ts';

it('asks once for what many wait for, and then answers in the same tick', async () => {
  const bench = createAccessBench();
  const waiting = ['/a', '/b', '/c'].map((path) => bench.access.find(bench.request('t', { path })));
  const asks = bench.link.taken('ask');
  expect(asks).toHaveLength(1);
  expect(asks[0]?.input).toMatchObject({ token: hashOf('t'), app: 'app_wiki', address: '192.0.2.1' });
  for (const ask of asks) bench.grant(ask);
  for (const found of waiting) expect(await found).toMatchObject({ kind: 'granted' });
  const found = bench.access.find(bench.request('t', { path: '/d', method: 'POST' }));
  expect(found).toMatchObject({
    kind: 'granted',
    grant: { name: 'Ada', identityHeaders: 'Sallyport-Assertion: as.ser.tion\r\n' },
  });
  expect(bench.link.taken('ask')).toEqual([]);
});

it('keeps grants apart by token, app, route and address', async () => {
  const other = testApp({ id: 'app_mail', name: 'mail', host: 'mail.d.test' });
  const bench = createAccessBench({ apps: [testApp(), other] });
  await bench.granted(bench.request('t'));
  for (const request of [
    bench.request('u'),
    bench.request('t', { address: '192.0.2.2' }),
    bench.request('t', { app: other }),
    bench.request('t', { routes: ['rte_1'] }),
  ]) {
    void bench.access.find(request);
    expect(bench.link.taken('ask')).toHaveLength(1);
  }
});

it('asks by method, or by method and path, where the answer depends on them', async () => {
  const bench = createAccessBench();
  await bench.granted(bench.request('t'), { scope: 'method' });
  expect(bench.access.find(bench.request('t', { path: '/x' }))).toMatchObject({ kind: 'granted' });
  void bench.access.find(bench.request('t', { method: 'POST' }));
  expect(bench.link.taken('ask')).toHaveLength(1);
  await bench.granted(bench.request('u'), { scope: 'method-and-path' });
  void bench.access.find(bench.request('u', { path: '/x' }));
  expect(bench.link.taken('ask')).toHaveLength(1);
  expect(bench.access.find(bench.request('u'))).toMatchObject({ kind: 'granted' });
});

it('needs the grant of every route, and stands on all of them', async () => {
  const bench = createAccessBench();
  const request = bench.request('t', { routes: ['rte_a', 'rte_b'] });
  const found = bench.access.find(request);
  const [a, b] = bench.link.taken('ask');
  if (a === undefined || b === undefined) throw new Error('not asked');
  bench.grant(a, { id: 'grt_a', subjects: ['policy:a'] });
  await bench.settled();
  expect(bench.access.figures().waiting).toBe(1);
  bench.grant(b, { id: 'grt_b', subjects: ['policy:b'] });
  const answer = await found;
  if (answer.kind !== 'granted') throw new Error(answer.kind);
  const live = bench.live(answer.grant);
  expect(live.forward()).toBe(true);
  bench.change('revoke', ['policy:b']);
  expect(live.state()).toBe('cut');
  expect(live.forward()).toBe(false);
});

it('refuses when one of several routes is refused, whatever the other says', async () => {
  const bench = createAccessBench();
  const found = bench.access.find(bench.request('t', { routes: ['rte_a', 'rte_b'] }));
  const [a, b] = bench.link.taken('ask');
  if (a === undefined || b === undefined) throw new Error('not asked');
  bench.refuse(b);
  expect(await found).toMatchObject({ kind: 'refused', refusal: { reason: 'no-policy-allows' } });
  bench.grant(a);
  expect(bench.access.find(bench.request('t', { routes: ['rte_a', 'rte_b'] }))).toMatchObject({
    kind: 'refused',
  });
});

it('remembers a refusal for its time and until something changes that it rests on', async () => {
  const bench = createAccessBench();
  const request = bench.request('t');
  const ask = () => {
    const found = bench.access.find(request);
    return { found, asks: bench.link.taken('ask') };
  };
  const first = ask();
  for (const one of first.asks) bench.refuse(one, { subjects: ['per_1'], ttlMs: 5_000 });
  expect(await first.found).toMatchObject({ kind: 'refused' });
  expect(ask().found).toMatchObject({ kind: 'refused' });
  bench.change('recheck', ['per_1']);
  const second = ask();
  expect(second.asks).toHaveLength(1);
  for (const one of second.asks) bench.refuse(one, { subjects: ['per_1'], ttlMs: 5_000 });
  await second.found;
  bench.clock.advance(5_001);
  bench.link.pong();
  expect(ask().asks).toHaveLength(1);
});

it('does not remember a refusal that a change of what it rests on overtook', async () => {
  const bench = createAccessBench();
  const found = bench.access.find(bench.request('t'));
  const asks = bench.link.taken('ask');
  bench.change('recheck', ['per_1']);
  for (const ask of asks) bench.refuse(ask, { subjects: ['per_1'], asOf: 100 });
  for (const ask of bench.link.taken('ask')) bench.grant(ask, { person: 'per_1' });
  expect(await found).toMatchObject({ kind: 'granted' });
});

it.each(['everything', 'app_wiki', 'policy:app_wiki', `token:${hashOf('t')}`, 'ses_1', 'per_1'])(
  'rests on %s though control does not say so',
  async (subject) => {
    const bench = createAccessBench();
    const options = { session: 'ses_1', person: 'per_1', subjects: [] };
    const live = bench.live(await bench.granted(bench.request('t'), options));
    bench.change('revoke', [subject]);
    expect(live.state()).toBe('cut');
  },
);

it('does not let a refusal of one path stand for another', async () => {
  const bench = createAccessBench();
  const refused = bench.access.find(bench.request('t', { path: '/secret' }));
  for (const ask of bench.link.taken('ask')) bench.refuse(ask);
  await refused;
  void bench.access.find(bench.request('t', { path: '/open' }));
  expect(bench.link.taken('ask')).toHaveLength(1);
});

it('lets an unknown token sign in, and ends what lived under it', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t')));
  const found = bench.access.find(bench.request('t', { address: '192.0.2.9' }));
  const [ask] = bench.link.taken('ask');
  bench.link.deliver({
    kind: 'unknown-token',
    id: ask?.id ?? 0,
    asOf: 100,
    epoch: 'epoch-1',
    reason: 'session-expired',
  });
  expect(await found).toEqual({ kind: 'sign-in', reason: 'session-expired' });
  expect(live.cuts).toMatchObject([{ reason: 'session-expired' }]);
});

it('answers within two seconds, whatever control does', async () => {
  const bench = createAccessBench();
  const found = bench.access.find(bench.request('t'));
  bench.clock.advance(2_000);
  expect(await found).toEqual({ kind: 'unavailable', reason: 'control-unreachable' });
  expect(bench.access.figures().waiting).toBe(0);
});

it('passes on that control cannot decide now', async () => {
  const bench = createAccessBench();
  const found = bench.access.find(bench.request('t'));
  const [ask] = bench.link.taken('ask');
  bench.link.deliver({ kind: 'unanswered', id: ask?.id ?? 0, reason: 'busy' });
  expect(await found).toEqual({ kind: 'unavailable', reason: 'busy' });
});

it('waits for a stream, and asks again on the next one what the last did not answer', async () => {
  const bench = createAccessBench({ closed: true });
  const found = bench.access.find(bench.request('t', { app: bench.app }));
  expect(await Promise.race([found, Promise.resolve('waits')])).toEqual({
    kind: 'unavailable',
    reason: 'app-disabled',
  });
  bench.link.open({ applied: 100 });
  bench.link.pong();
  const waiting = bench.access.find(bench.request('t'));
  expect(bench.link.taken('ask')).toHaveLength(1);
  bench.link.lose();
  bench.clock.advance(300);
  bench.link.open();
  bench.link.pong();
  for (const ask of bench.link.taken('ask')) bench.grant(ask);
  expect(await waiting).toMatchObject({ kind: 'granted' });
});

it('takes no answer on a header line that would break it, nor one whose time is over', async () => {
  for (const options of [{ assertion: 'x\r\nX-Evil: 1' }, { ttlMs: 0 }]) {
    const bench = createAccessBench();
    const found = bench.access.find(bench.request('t'));
    for (const ask of bench.link.taken('ask')) bench.grant(ask, options);
    bench.clock.advance(2_000);
    expect(await found).toMatchObject({ kind: 'unavailable' });
  }
});

it('sends nothing that would end the stream', () => {
  const bench = createAccessBench();
  for (const fields of [
    { path: '/'.padEnd(20_000, 'x') },
    { method: 'X'.repeat(40) },
    { address: 'y'.repeat(70) },
    { routes: Array.from({ length: 17 }, (_, index) => `rte_${index}`) },
  ]) {
    expect(bench.access.find(bench.request('t', fields))).toEqual({
      kind: 'unavailable',
      reason: 'address-too-long',
    });
  }
  expect(bench.link.taken('ask')).toEqual([]);
});

it("moves what lives to the answer that takes a grant's place", async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t'), { id: 'grt_1' }));
  bench.run(45_000);
  const renewal = bench.link.taken('ask').at(-1);
  if (renewal === undefined) throw new Error('not renewed');
  expect(renewal).toMatchObject({ priority: 'renewal', grant: 'grt_1' });
  bench.grant(renewal, { id: 'grt_2', subjects: ['grp_new'] });
  expect(live.forward()).toBe(true);
  bench.change('revoke', ['grp_new']);
  expect(live.state()).toBe('cut');
});

it('tells control what was ended because nothing was said on it, with whose it was', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t'), { id: 'grt_1' }));
  const open = bench.live(bench.access.publicGrant(bench.app));
  const left = bench.live(await bench.granted(bench.request('t'), { id: 'grt_1' }));
  for (const one of [live, open]) one.registration.close('idle-too-long');
  left.registration.close();
  bench.run(1_000);
  const cuts = bench.link.taken('cuts');
  expect(cuts).toMatchObject([{ cause: 'idle-too-long', cuts: [{ grant: 'grt_1', connections: 1 }] }]);
  expect(cuts[0]).not.toHaveProperty('change');
});

it('cuts what belongs to an app that is gone', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t')));
  const open = bench.live(bench.access.publicGrant(bench.app));
  bench.link.deliver({ kind: 'config', config: testConfig([]) });
  expect([live.state(), open.state()]).toEqual(['cut', 'cut']);
  expect(bench.access.find(bench.request('t'))).toMatchObject({
    kind: 'unavailable',
    reason: 'app-disabled',
  });
});

it('follows the configuration of an app that stays', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t')));
  bench.link.deliver({ kind: 'config', config: testConfig([testApp({ graceMs: 3_000 })]) });
  bench.clock.advance(2_900);
  expect(live.forward()).toBe(true);
  bench.clock.stall(200);
  expect(live.forward()).toBe(false);
  expect(live.cuts).toMatchObject([{ reason: 'knowledge-stale' }]);
});
