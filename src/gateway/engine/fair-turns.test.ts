import { expect, it } from 'vitest';
import { createFairTurns } from './fair-turns.ts';

function setUp(perTurn: number) {
  const done: string[] = [];
  const armed: (() => void)[] = [];
  const resting: (() => void)[] = [];
  const turns = createFairTurns({
    perTurn,
    later: (callback) => void armed.push(callback),
    rested: (callback) => void resting.push(callback),
  });
  return {
    done,
    turns,
    ask: (party: string, name: string, cost = 1) =>
      turns.take({ party, cost, run: () => void done.push(name) }),
    /** The loop comes round; tells whether anybody wanted to be called. */
    round: () => armed.splice(0).map((callback) => callback()).length,
    rest: () => resting.splice(0).map((callback) => callback()).length,
  };
}

it('does at once what there is room for, and the rest some at a time', () => {
  const { done, ask, round, turns } = setUp(3);
  for (let n = 0; n < 8; n++) ask('a', String(n));
  expect(done).toEqual(['0', '1', '2']);
  expect(round()).toBe(1);
  expect(done).toHaveLength(6);
  // In the same turn nothing more is done, nor does anybody overtake who waits.
  ask('b', 'late');
  expect(done).toHaveLength(6);
  round();
  expect(done.slice(6)).toEqual(['6', 'late', '7']);
  expect(turns.waiting).toBe(0);
});

it('lets the parties take turns, so that a thousand of one do not stand before one of another', () => {
  const { done, ask, round } = setUp(2);
  for (let n = 0; n < 1_000; n++) ask('flood', `flood ${n}`);
  ask('ada', 'ada');
  round();
  expect(done).toContain('ada');
});

it('counts what work costs, and does what is dearer than a whole turn all the same', () => {
  const { done, ask, round } = setUp(4);
  for (let n = 0; n < 4; n++) ask('a', String(n), 3);
  expect(done).toEqual(['0', '1']);
  round();
  expect(done).toHaveLength(4);
  ask('b', 'dear', 100);
  round();
  expect(done).toContain('dear');
});

it('is at rest when nobody asks, and begins anew', () => {
  const { done, ask, round } = setUp(2);
  ask('a', '1');
  while (round() > 0);
  ask('a', '2');
  ask('a', '3');
  expect(done).toEqual(['1', '2', '3']);
});

it('goes on when work asks for more work', () => {
  const { done, round, turns } = setUp(1);
  const again = (n: number): void =>
    turns.take({
      party: 'a',
      cost: 1,
      run() {
        done.push(String(n));
        if (n > 0) again(n - 1);
      },
    });
  again(3);
  for (let n = 0; n < 6; n++) round();
  expect(done).toEqual(['3', '2', '1', '0']);
});

it('rests before the next turn when nothing came of this one but refusals', () => {
  const { done, ask, round, rest, turns } = setUp(2);
  for (let n = 0; n < 6; n++) ask('a', String(n));
  turns.ease();
  expect(round()).toBe(1);
  ask('b', 'late');
  expect(done).toEqual(['0', '1']);
  expect(round()).toBe(0);
  expect(rest()).toBe(1);
  expect(done).toHaveLength(4);
  // Once: what is asked after it was right is served at the usual pace.
  round();
  expect(done).toHaveLength(6);
  expect(rest()).toBe(0);
});
