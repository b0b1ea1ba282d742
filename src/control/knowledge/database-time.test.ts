import { expect, it } from 'vitest';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { createDatabaseTime } from './database-time.ts';

it('carries what the database said, never behind the true time', () => {
  const clock = createFixedClock(5_000_000);
  const time = createDatabaseTime(clock);
  expect(time.now()).toBeUndefined();
  const started = time.start();
  clock.advance(40);
  time.note(1_000, started);
  // The reading was made somewhere within the 40 ms: all of them count.
  expect(time.now()).toBe(1_040);
  clock.advance(60);
  expect(time.now()).toBe(1_100);
});

it('does not let a wall clock set back, or a suspended machine, prolong anything', () => {
  const clock = createFixedClock();
  const time = createDatabaseTime(clock);
  time.note(0, time.start());
  clock.advance(1_000);
  clock.jumpWall(-500_000);
  expect(time.now()).toBe(1_000);
  clock.jumpWall(600_000);
  expect(time.now()).toBe(101_000);
});

it('keeps the newer of two readings, in whichever order they arrive', () => {
  const clock = createFixedClock();
  const time = createDatabaseTime(clock);
  const slow = time.start();
  clock.advance(10);
  time.note(1_010, time.start());
  time.note(900, slow);
  expect(time.now()).toBe(1_010);
});
