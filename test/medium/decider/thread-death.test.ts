import { expect, it } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { createDecider, type StartThread, workerEntry, workerThreads } from '#control/index.ts';
import { snapshotOf, someInput } from '#testing/decisions.ts';

const real = workerThreads(workerEntry());
const open = 'permit(principal is Person, action == Action::"open", resource);';

/** Threads of which those at the places named run another program than the decider's. */
function threads(programs: ReadonlyMap<number, string>): StartThread {
  let lives = 0;
  return (events) => {
    const text = programs.get(lives++);
    return text === undefined ? real(events) : workerThreads({ kind: 'script', text })(events);
  };
}

const dies = "require('node:worker_threads').parentPort.once('message', () => process.exit(3));";
const throws =
  "require('node:worker_threads').parentPort.once('message', () => { throw new Error('broken'); });";

it('answers by the next thread what the first one died over', async () => {
  const deaths: string[] = [];
  const decider = createDecider({
    clock: systemClock,
    start: threads(new Map([[0, dies]])),
    deadlineMs: 30_000,
    onDeath: (cause) => deaths.push(cause),
  });
  await decider.load(snapshotOf(open));
  expect(await decider.decide([someInput()])).toMatchObject([{ outcome: 'allow' }]);
  expect(deaths).toEqual(['it ended']);
  await decider.close();
});

it('refuses while threads die one after the other, and recovers by itself', async () => {
  const deaths: string[] = [];
  const decider = createDecider({
    clock: systemClock,
    start: threads(
      new Map([
        [0, throws],
        [1, throws],
      ]),
    ),
    deadlineMs: 30_000,
    onDeath: (cause) => deaths.push(cause),
  });
  expect(await decider.decide([someInput()])).toMatchObject([
    { outcome: 'deny', reason: 'control-unreachable' },
  ]);
  await decider.load(snapshotOf(open));
  expect(await decider.decide([someInput()])).toMatchObject([{ outcome: 'allow' }]);
  expect(deaths).toEqual(['broken', 'broken']);
  await decider.close();
});
