import { expect, it } from 'vitest';
import type { Rechecked } from '#contracts/protocol/from-control.ts';
import { type AccessBench, createAccessBench, type FakeLive, type GrantOptions } from '#testing/access.ts';

type Verdict = Rechecked['verdicts'][number];

async function living(bench: AccessBench, id: string, options: GrantOptions = {}): Promise<FakeLive> {
  const request = bench.request(id);
  return bench.live(await bench.granted(request, { id, person: 'per_1', ...options }));
}

function kept(grant: string, fields: Partial<Extract<Verdict, { verdict: 'kept' }>> = {}): Verdict {
  return { verdict: 'kept', grant, ttlMs: 60_000, subjects: ['per_1'], ...fields };
}

function refused(grant: string, outcome: 'deny' | 'challenge' = 'deny'): Verdict {
  return { verdict: 'refused', grant, outcome, reason: 'no-policy-allows', advice: ['Ask Eve.'] };
}

function verdicts(bench: AccessBench, asOf: number, given: readonly Verdict[], done = true): void {
  const id = bench.link.taken('recheck').at(-1)?.id ?? 0;
  bench.link.deliver({ kind: 'rechecked', id, asOf, verdicts: [...given], done });
}

it('asks about all that a change touches in one message, and cuts who is refused', async () => {
  const bench = createAccessBench();
  const [a, b, other] = [
    await living(bench, 'a'),
    await living(bench, 'b'),
    await living(bench, 'c', { person: 'per_2' }),
  ];
  const change = bench.change('recheck', ['per_1']);
  const rechecks = bench.link.taken('recheck');
  expect(rechecks).toHaveLength(1);
  expect(rechecks[0]).toMatchObject({ change, grants: [{ grant: 'a' }, { grant: 'b' }] });
  expect([a?.forward(), b?.forward()]).toEqual([true, true]);
  const id = rechecks[0]?.id ?? 0;
  const part = (given: Verdict[], done: boolean) =>
    bench.link.deliver({ kind: 'rechecked', id, asOf: change, verdicts: given, done });
  part([refused('b')], false);
  expect([a?.state(), b?.state()]).toEqual(['live', 'cut']);
  expect(b?.cuts).toEqual([{ reason: 'no-policy-allows', advice: ['Ask Eve.'], challenge: false }]);
  part([kept('a')], true);
  expect([a?.forward(), other.forward()]).toEqual([true, true]);
  expect(bench.access.figures().suspects).toBe(0);
  expect(bench.link.taken('cuts')).toMatchObject([
    { change, cause: 'no-policy-allows', cuts: [{ grant: 'b' }] },
  ]);
});

it('lets new requests wait for the answer, two seconds at most', async () => {
  const bench = createAccessBench();
  await living(bench, 'a');
  const change = bench.change('recheck', ['per_1']);
  const waits = bench.access.find(bench.request('a'));
  expect(waits).toBeInstanceOf(Promise);
  verdicts(bench, change, [kept('a')]);
  expect(await waits).toMatchObject({ kind: 'granted' });
  bench.change('recheck', ['per_1']);
  const late = bench.access.find(bench.request('a'));
  bench.clock.advance(2_000);
  expect(await late).toEqual({ kind: 'unavailable', reason: 'recheck-pending' });
});

it('holds a suspect after a second, exactly, and lets it go on with the answer', async () => {
  const bench = createAccessBench();
  const live = await living(bench, 'a');
  const change = bench.change('recheck', ['per_1']);
  bench.clock.stall(999);
  expect(live.forward()).toBe(true);
  bench.clock.stall(1);
  expect([live.forward(), live.state()]).toEqual([false, 'held']);
  verdicts(bench, change, [kept('a')]);
  expect([live.state(), live.forward()]).toEqual(['live', true]);
});

it('holds a silent suspect by a timer', async () => {
  const bench = createAccessBench();
  const live = await living(bench, 'a');
  bench.change('recheck', ['per_1']);
  bench.run(1_250);
  expect(live.state()).toBe('held');
});

it('cuts a suspect when the lease ends that it had, whatever pongs say since', async () => {
  const bench = createAccessBench();
  const live = await living(bench, 'a');
  bench.change('recheck', ['per_1']);
  bench.run(14_000);
  expect(live.state()).toBe('held');
  bench.run(2_000);
  expect(live.cuts).toMatchObject([{ reason: 'knowledge-stale' }]);
});

it('takes no verdict from before a later change, and asks again', async () => {
  const bench = createAccessBench();
  const live = await living(bench, 'a', { subjects: ['per_1', 'grp_1'] });
  const first = bench.change('recheck', ['per_1']);
  const id = bench.link.taken('recheck')[0]?.id ?? 0;
  const second = bench.change('recheck', ['grp_1']);
  expect(bench.link.taken('recheck')).toEqual([]);
  // The new answer no longer names the group, whose change it does not know.
  bench.link.deliver({ kind: 'rechecked', id, asOf: first, verdicts: [kept('a')], done: true });
  expect(bench.access.figures().suspects).toBe(1);
  verdicts(bench, second, [kept('a')]);
  expect(bench.access.figures().suspects).toBe(0);
  expect(live.forward()).toBe(true);
});

it('takes no verdict that newly rests on what changed meanwhile', async () => {
  const bench = createAccessBench();
  await living(bench, 'a');
  const first = bench.change('recheck', ['per_1']);
  bench.change('recheck', ['grp_new']);
  verdicts(bench, first, [kept('a', { subjects: ['per_1', 'grp_new'] })]);
  expect(bench.access.figures().suspects).toBe(1);
});

it('takes no renewal from before a change that it is doubted for', async () => {
  const bench = createAccessBench();
  const live = await living(bench, 'a', { subjects: ['per_1', 'grp_1'] });
  bench.run(40_000);
  const renewal = bench.link.taken('ask').at(-1);
  if (renewal === undefined) throw new Error('not renewed');
  bench.change('recheck', ['grp_1']);
  // It no longer names the group, so that only the doubt itself says that it is too old.
  bench.grant(renewal, { person: 'per_1', asOf: 100, subjects: ['per_1'] });
  bench.clock.stall(1_000);
  expect(live.forward()).toBe(false);
});

it('takes no refusal from before what was granted since', async () => {
  const bench = createAccessBench();
  const live = await living(bench, 'a', { subjects: ['per_1', 'grp_1'] });
  bench.run(40_000);
  const renewal = bench.link.taken('ask').at(-1);
  if (renewal === undefined) throw new Error('not renewed');
  const first = bench.change('recheck', ['grp_1']);
  const second = bench.change('recheck', ['grp_other']);
  bench.grant(renewal, { person: 'per_1', asOf: second });
  verdicts(bench, first, [refused('a')]);
  expect(live.forward()).toBe(true);
});

it('finds a kept grant under what it rests on now', async () => {
  const bench = createAccessBench();
  const live = await living(bench, 'a');
  const change = bench.change('recheck', ['per_1']);
  verdicts(bench, change, [kept('a', { subjects: ['grp_new'] })]);
  bench.change('revoke', ['grp_new']);
  expect(live.state()).toBe('cut');
});

it('asks again about whom control said nothing', async () => {
  const bench = createAccessBench();
  await living(bench, 'a');
  const change = bench.change('recheck', ['per_1']);
  verdicts(bench, change, []);
  bench.run(1_000);
  expect(bench.link.taken('recheck')).toMatchObject([{ grants: [{ grant: 'a' }] }]);
});

it('asks again when control could not answer, or never did', async () => {
  const bench = createAccessBench();
  await living(bench, 'a');
  bench.change('recheck', ['per_1']);
  const [recheck] = bench.link.taken('recheck');
  bench.link.deliver({ kind: 'unanswered', id: recheck?.id ?? 0, reason: 'busy' });
  bench.run(1_000);
  expect(bench.link.taken('recheck')).toHaveLength(1);
  bench.run(11_000);
  expect(bench.link.taken('recheck')).toHaveLength(1);
});

it('drops what nobody used for long instead of asking about it', async () => {
  const bench = createAccessBench();
  await bench.granted(bench.request('a'), { id: 'a', person: 'per_1', ttlMs: 600_000 });
  bench.run(61_000);
  bench.change('recheck', ['per_1']);
  expect(bench.link.taken('recheck')).toEqual([]);
  expect(bench.access.figures().grants).toBe(0);
});

it('decides each living thing by its own request when the key no longer fits', async () => {
  const bench = createAccessBench();
  const reading = bench.live(await bench.granted(bench.request('t'), { id: 'a', person: 'per_1' }));
  const writing = bench.live(await bench.granted(bench.request('t', { method: 'POST', path: '/x' })));
  const change = bench.change('recheck', ['per_1']);
  verdicts(bench, change, [{ verdict: 'lapsed', grant: 'a' }]);
  const asks = bench.link.taken('ask');
  expect(asks.map((ask) => [ask.priority, ask.input.method])).toEqual([
    ['renewal', 'GET'],
    ['renewal', 'POST'],
  ]);
  for (const ask of asks) {
    if (ask.input.method === 'GET') bench.grant(ask, { id: 'b', scope: 'method', person: 'per_1' });
    else bench.refuse(ask, { scope: 'method' });
  }
  expect([reading.forward(), writing.state()]).toEqual([true, 'cut']);
  expect(bench.access.find(bench.request('t'))).toMatchObject({ kind: 'granted', grant: { id: 'b' } });
  bench.change('revoke', ['per_1']);
  expect(reading.state()).toBe('cut');
});

it('cuts on a challenge, and says that a stronger sign-in would do', async () => {
  const bench = createAccessBench();
  const live = await living(bench, 'a');
  const change = bench.change('recheck', ['per_1']);
  verdicts(bench, change, [refused('a', 'challenge')]);
  expect(live.cuts).toMatchObject([{ challenge: true }]);
});

it('pauses on a challenge where the app wants that, a minute at most', async () => {
  const bench = createAccessBench({ app: { onChallenge: 'pause' } });
  const live = await living(bench, 'a');
  verdicts(bench, bench.change('recheck', ['per_1']), [refused('a', 'challenge')]);
  expect([live.state(), live.forward()]).toEqual(['held', false]);
  const fresh = bench.access.find(bench.request('a'));
  for (const ask of bench.link.taken('ask')) bench.refuse(ask, { outcome: 'challenge', ttlMs: 0 });
  expect(await fresh).toMatchObject({ kind: 'refused', refusal: { outcome: 'challenge' } });
  bench.run(59_000);
  expect(live.state()).toBe('held');
  bench.run(2_000);
  expect(live.cuts).toMatchObject([{ reason: 'stronger-sign-in-needed', challenge: true }]);
});

it('goes on after a pause when control allows it', async () => {
  const bench = createAccessBench({ app: { onChallenge: 'pause' } });
  const live = await living(bench, 'a');
  verdicts(bench, bench.change('recheck', ['per_1']), [refused('a', 'challenge')]);
  bench.run(1_000);
  const [ask] = bench.link.taken('ask');
  if (ask === undefined) throw new Error('not asked');
  bench.grant(ask, { person: 'per_1' });
  expect([live.state(), live.forward()]).toEqual(['live', true]);
});

it('cuts even what is paused', async () => {
  const bench = createAccessBench({ app: { onChallenge: 'pause' } });
  const live = await living(bench, 'a');
  verdicts(bench, bench.change('recheck', ['per_1']), [refused('a', 'challenge')]);
  bench.change('revoke', ['per_1']);
  expect(live.state()).toBe('cut');
});
