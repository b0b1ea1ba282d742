import { expect, it } from 'vitest';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { startJobs } from './jobs.ts';
import { turns } from '#testing/turns.ts';

it('runs a job after its pause, never twice at once, and goes on after a failure', async () => {
  const clock = createFixedClock();
  const failures: string[] = [];
  const runs: ((error?: Error) => void)[] = [];
  const job = {
    name: 'sweep',
    everyMs: 1_000,
    run: () =>
      new Promise<void>((resolve, reject) => {
        runs.push((error) => (error === undefined ? resolve() : reject(error)));
      }),
  };
  const jobs = startJobs({ clock, jobs: [job], failed: (name) => void failures.push(name) });
  expect(runs).toHaveLength(0);
  clock.advance(1_000);
  clock.advance(5_000);
  expect(runs).toHaveLength(1);
  runs[0]?.(new Error('away'));
  await turns();
  clock.advance(1_000);
  expect([runs.length, failures]).toEqual([2, ['sweep']]);
  let stopped = false;
  const stopping = jobs.stop().then(() => (stopped = true));
  await turns();
  expect(stopped).toBe(false);
  runs[1]?.();
  await stopping;
  clock.advance(10_000);
  expect(runs).toHaveLength(2);
});
