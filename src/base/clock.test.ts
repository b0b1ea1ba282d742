import { expect, it } from 'vitest';
import { elapsedSince } from './clock.ts';

const at = (wall: number, monotonic: number) => ({
  wall: () => wall,
  monotonic: () => monotonic,
  after: () => ({ cancel: () => {} }),
});

it('counts the time that a suspended machine slept', () => {
  expect(elapsedSince(at(61_000, 100), { wall: 1_000, monotonic: 50 })).toBe(60_000);
});

it('does not let a wall clock set back hide elapsed time', () => {
  expect(elapsedSince(at(0, 5_050), { wall: 1_000, monotonic: 50 })).toBe(5_000);
});
