import { expect, it } from 'vitest';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { turns } from '#testing/turns.ts';
import { createPutOff } from './put-off.ts';

function setUp(most = 100) {
  const clock = createFixedClock();
  const later = createPutOff({ clock, most, longestMs: 1_000 });
  const done: number[] = [];
  const add = (count: number): void => {
    for (let n = 0; n < count; n += 1) later.add(() => void done.push(done.length));
  };
  return { clock, later, done, add };
}

it('does what was put off in later turns, a few in each', async () => {
  const { add, done } = setUp();
  add(50);
  expect(done).toHaveLength(0);
  await turns(1);
  expect(done.length).toBeLessThan(50);
  await turns();
  expect(done).toHaveLength(50);
});

it('waits for all who hold it, and for each of them once', async () => {
  const { add, done, later } = setUp();
  const [one, other] = [later.hold(), later.hold()];
  add(1);
  one();
  one();
  await turns();
  expect(done).toHaveLength(0);
  other();
  await turns();
  expect(done).toHaveLength(1);
});

it('waits no longer than its bound, whoever holds it, and anew for what comes afterwards', async () => {
  const { add, done, later, clock } = setUp();
  later.hold();
  add(30);
  clock.advance(999);
  await turns();
  expect(done).toHaveLength(0);
  clock.advance(1);
  await turns();
  expect(done).toHaveLength(30);
  add(1);
  await turns();
  expect(done).toHaveLength(30);
  clock.advance(1_000);
  await turns();
  expect(done).toHaveLength(31);
});

it('does at once what is too much to wait, and all of it when told to', async () => {
  const { add, done, later } = setUp(2);
  later.hold();
  add(5);
  expect(done).toHaveLength(3);
  later.flush();
  expect(done).toHaveLength(5);
  await turns();
  expect(done).toHaveLength(5);
});
