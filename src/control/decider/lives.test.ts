import { expect, it } from 'vitest';
import { createHandClock } from '#testing/clock.ts';
import { snapshotOf, someInput } from '#testing/decisions.ts';
import { createDecider } from './create-decider.ts';
import { createEvaluator } from './evaluator.ts';
import type { TaskMessage } from './messages.ts';
import { packDecisions } from './pack-decisions.ts';
import { createUnpacking } from './unpack-inputs.ts';
import type { StartThread, ThreadEvents } from './thread.ts';

const open = 'permit(principal is Person, action == Action::"open", resource);';

/** Threads that are played by hand: each life keeps what it was told, and answers or dies on demand. */
function playedThreads() {
  const lives: { readonly told: TaskMessage[]; readonly events: ThreadEvents; ended: boolean }[] = [];
  const start: StartThread = (events) => {
    const life = { told: [] as TaskMessage[], events, ended: false };
    lives.push(life);
    return {
      post: (message) => void life.told.push(message),
      end: async () => {
        life.ended = true;
        events.died('it was ended');
      },
    };
  };
  return { lives, start };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

function setUp() {
  const { lives, start } = playedThreads();
  const clock = createHandClock();
  const deaths: string[] = [];
  const decider = createDecider({
    clock,
    start,
    deadlineMs: 2000,
    stuckMs: 9000,
    onDeath: (c) => deaths.push(c),
  });
  const evaluator = createEvaluator();
  const unpack = createUnpacking();
  /** Answers everything that a life was told, as a real one would. */
  const answer = async (life: (typeof lives)[number] | undefined) => {
    for (const { id, task } of life?.told.splice(0) ?? []) {
      if (task.kind === 'load')
        life?.events.answered({ id, ok: true, answer: await evaluator.load(task.snapshot) });
      if (task.kind === 'decide')
        life?.events.answered({ id, ok: true, answer: packDecisions(evaluator.decide(unpack(task.inputs))) });
    }
    await turn();
  };
  return { lives, clock, decider, deaths, answer };
}

it('asks a new life again what the old one died over, under the policies in force', async () => {
  const { lives, clock, decider, deaths, answer } = setUp();
  const loaded = decider.load(snapshotOf(open));
  await answer(lives[0]);
  await loaded;
  const decided = decider.decide([someInput()]);
  await turn();
  expect(lives[0]?.told).toHaveLength(1);
  lives[0]?.events.died('out of memory');
  clock.advance(0);
  expect(deaths).toEqual(['out of memory']);
  // Nothing but the policies is handed over until they are in force.
  expect(lives[1]?.told.map(({ task }) => task.kind)).toEqual(['load']);
  await answer(lives[1]);
  expect(lives[1]?.told.map(({ task }) => task.kind)).toEqual(['decide']);
  await answer(lives[1]);
  expect(await decided).toMatchObject([{ outcome: 'allow' }]);
});

it('refuses what two lives died over, and goes on with the rest', async () => {
  const { lives, clock, decider, answer } = setUp();
  const decided = decider.decide([someInput()]);
  await turn();
  lives[0]?.events.died('first');
  clock.advance(0);
  expect(lives[1]?.told).toHaveLength(1);
  lives[1]?.events.died('second');
  expect(await decided).toMatchObject([{ outcome: 'deny', reason: 'control-unreachable' }]);
  expect(lives).toHaveLength(2); // it pauses before the third
  clock.advance(5000);
  expect(lives).toHaveLength(3);
  const next = decider.decide([someInput()]);
  await turn();
  await answer(lives[2]);
  expect(await next).toMatchObject([{ outcome: 'deny', reason: 'no-policy-allows' }]);
});

it('refuses at the deadline, and hears no late permission', async () => {
  const { lives, clock, decider, answer } = setUp();
  const loaded = decider.load(snapshotOf(open));
  await answer(lives[0]);
  await loaded;
  const decided = decider.decide([someInput()]);
  await turn();
  clock.advance(2000);
  expect(await decided).toMatchObject([{ outcome: 'deny', reason: 'control-unreachable' }]);
  await answer(lives[0]);
  expect(await decided).toMatchObject([{ outcome: 'deny' }]);
});

it('ends a life that says nothing, and one that cannot take up the policies', async () => {
  const { lives, clock, decider, answer } = setUp();
  const loaded = decider.load(snapshotOf(open));
  await answer(lives[0]);
  await loaded;
  void decider.decide([someInput()]);
  await turn();
  clock.advance(8000);
  lives[0]?.events.beat();
  clock.advance(8000);
  expect(lives[0]?.ended).toBe(false); // slow, and well
  clock.advance(1000);
  expect(lives[0]?.ended).toBe(true);
  clock.advance(0);
  const [restore] = lives[1]?.told ?? [];
  lives[1]?.events.answered({ id: restore?.id ?? 0, ok: false, code: 'internal', message: 'no room' });
  expect(lives[1]?.ended).toBe(true);
});

it('does not listen to the dead', async () => {
  const { lives, clock, decider, answer } = setUp();
  const loaded = decider.load(snapshotOf(open));
  await answer(lives[0]);
  await loaded;
  const decided = decider.decide([someInput()]);
  await turn();
  const [asked] = lives[0]?.told ?? [];
  lives[0]?.events.died('gone');
  clock.advance(0);
  lives[0]?.events.answered({ id: asked?.id ?? 0, ok: true, answer: [] });
  lives[0]?.events.died('gone twice');
  expect(lives).toHaveLength(2);
  await answer(lives[1]);
  await answer(lives[1]);
  expect(await decided).toMatchObject([{ outcome: 'allow' }]);
});

it('refuses what is open when it is closed, and what comes after', async () => {
  const { decider } = setUp();
  const decided = decider.decide([someInput()]);
  const loading = decider.load(snapshotOf(open));
  await turn();
  await decider.close();
  expect(await decided).toMatchObject([{ outcome: 'deny', reason: 'control-unreachable' }]);
  await expect(loading).rejects.toMatchObject({ code: 'internal' });
  expect(await decider.decide([someInput()])).toMatchObject([{ outcome: 'deny' }]);
});
