import { expect, it } from 'vitest';
import { createBackOff } from './back-off.ts';

it('waits longer each time, up to a bound, and starts over after a minute of life', () => {
  const backOff = createBackOff();
  const waits = Array.from({ length: 9 }, () => backOff.next(10));
  expect(waits).toEqual([200, 400, 800, 1600, 3200, 6400, 12_800, 15_000, 15_000]);
  expect(backOff.next(59_999)).toBe(15_000);
  expect(backOff.next(60_000)).toBe(200);
  expect(backOff.next(10)).toBe(400);
});
