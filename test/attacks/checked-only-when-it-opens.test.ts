import { expect, it } from 'vitest';
import { type AccessBench, createAccessBench, type FakeLive, testConfig } from '#testing/access.ts';

// Almost every product decides about a stream when it opens and never again. Here everything alive hangs on its
// grant: whatever takes the grant away takes the last byte with it, in both directions, on every protocol.

interface Taking {
  readonly name: string;
  readonly take: (bench: AccessBench) => void;
}

const takings: readonly Taking[] = [
  { name: 'the session is ended', take: (bench) => void bench.change('revoke', ['ses_1']) },
  { name: 'the person is disabled', take: (bench) => void bench.change('revoke', ['per_1']) },
  { name: 'the app is switched off', take: (bench) => void bench.change('revoke', ['app_wiki']) },
  { name: 'everything is revoked', take: (bench) => void bench.change('revoke', ['everything']) },
  {
    name: 'the app is taken out of the configuration',
    take: (bench) => bench.link.deliver({ kind: 'config', config: testConfig([]) }),
  },
  {
    name: 'a policy now says no',
    take(bench) {
      const change = bench.change('recheck', ['policy:app_wiki']);
      const [recheck] = bench.link.taken('recheck');
      const why = { outcome: 'deny' as const, reason: 'forbidden-by-policy', advice: [] };
      const verdicts = (recheck?.grants ?? []).map(({ grant }) => ({
        verdict: 'refused' as const,
        grant,
        ...why,
      }));
      bench.link.deliver({ kind: 'rechecked', id: recheck?.id ?? 0, asOf: change, verdicts, done: true });
    },
  },
  {
    name: 'a policy may say no and nobody answers',
    take(bench) {
      bench.change('recheck', ['policy:app_wiki']);
      bench.clock.stall(1_000);
    },
  },
  { name: 'its time is over', take: (bench) => bench.run(61_000) },
  {
    name: 'its time is over and no timer ran',
    take(bench) {
      bench.clock.stall(60_000);
      bench.link.pong();
    },
  },
  { name: 'control is lost', take: (bench) => bench.clock.advance(15_000) },
  { name: 'the machine slept', take: (bench) => bench.clock.suspend(15_000) },
  {
    name: 'the history is another one',
    take(bench) {
      bench.link.lose();
      bench.link.open({ epoch: 'epoch-2', applied: 1 });
    },
  },
  {
    name: 'the person signs out',
    take: (bench) => void bench.access.signOut(bench.request('t').tokenHash).catch(() => {}),
  },
];

it.each(takings)('carries nothing on after $name', async ({ take }) => {
  const bench = createAccessBench();
  const grant = await bench.granted(bench.request('t'), { session: 'ses_1', person: 'per_1' });
  const lives: FakeLive[] = [bench.live(grant), bench.live(grant), bench.live(grant)];
  expect(lives.map((live) => live.forward())).toEqual([true, true, true]);
  take(bench);
  expect(lives.map((live) => live.forward())).toEqual([false, false, false]);
  for (const live of lives) expect(live.state()).not.toBe('live');
});

it('leaves alone what belongs to somebody else', async () => {
  const bench = createAccessBench();
  const live = bench.live(await bench.granted(bench.request('t'), { session: 'ses_1', person: 'per_1' }));
  for (const subject of ['ses_2', 'per_2', 'app_other', 'token:x']) bench.change('revoke', [subject]);
  bench.change('recheck', ['grp_2']);
  expect(live.forward()).toBe(true);
});
