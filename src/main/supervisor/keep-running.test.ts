import { expect, it } from 'vitest';
import type { Clock } from '#base/clock.ts';
import { type Running, type Urgency, keepRunning } from './keep-running.ts';

/** A clock whose timers run when the test says so. */
function steppedClock() {
  let now = 0;
  const timers: { at: number; task: () => void; live: boolean }[] = [];
  const clock: Clock = {
    wall: () => now,
    monotonic: () => now,
    after(ms, task) {
      const timer = { at: now + ms, task, live: true };
      timers.push(timer);
      return { cancel: () => void (timer.live = false) };
    },
  };
  const pending = () => timers.filter(({ live }) => live).map(({ at }) => at - now);
  const step = async (ms: number) => {
    now += ms;
    for (const timer of timers.filter(({ live, at }) => live && at <= now)) {
      timer.live = false;
      timer.task();
    }
    await settled();
  };
  return { clock, pending, step };
}

const settled = async () => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
};

function fakePart() {
  const stops: Urgency[] = [];
  let starts = 0;
  let failWith: Error | undefined;
  let end: (why: string) => void = () => undefined;
  const start = async (): Promise<Running> => {
    starts += 1;
    if (failWith !== undefined) throw failWith;
    const ended = new Promise<string>((resolve) => void (end = resolve));
    return {
      ended,
      async stop(urgency) {
        stops.push(urgency);
        end('stopped');
      },
    };
  };
  return {
    part: { name: 'control', start },
    stops,
    starts: () => starts,
    end: async (why: string) => {
      end(why);
      await settled();
    },
    failWith: (error: Error | undefined) => void (failWith = error),
  };
}

function watch() {
  const said: string[] = [];
  return {
    said,
    onEnd: (end: { why: string; againInMs: number }) => said.push(`${end.why}, again in ${end.againInMs}`),
    onBack: () => void said.push('back'),
  };
}

it('starts again with growing waits, also when a start fails', async () => {
  const { clock, step } = steppedClock();
  const fake = fakePart();
  const { said, ...told } = watch();
  const kept = await keepRunning({ part: fake.part, clock, ...told });
  await fake.end('signal SIGKILL');
  expect(kept.current()).toBeUndefined();
  fake.failWith(new Error('no room'));
  await step(200);
  fake.failWith(undefined);
  await step(400);
  expect(said).toEqual(['signal SIGKILL, again in 200', 'no room, again in 400', 'back']);
  expect(kept.current()).toBeDefined();
});

it('hands a first failure to the caller', async () => {
  const { clock, pending } = steppedClock();
  const fake = fakePart();
  fake.failWith(new Error('port taken'));
  await expect(keepRunning({ part: fake.part, clock, ...watch() })).rejects.toThrow('port taken');
  expect(pending()).toEqual([]);
});

it('does not start again after a stop, whenever that came', async () => {
  const { clock, pending, step } = steppedClock();
  const fake = fakePart();
  const kept = await keepRunning({ part: fake.part, clock, ...watch() });
  await fake.end('exit 1');
  await kept.stop('in-order');
  expect(pending()).toEqual([]);

  const other = fakePart();
  const keptOther = await keepRunning({ part: other.part, clock, ...watch() });
  await keptOther.stop('now');
  await settled();
  await step(60_000);
  expect(other.starts()).toBe(1);
  expect(other.stops).toEqual(['now']);
});
