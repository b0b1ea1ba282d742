import { expect, it } from 'vitest';
import { createBackOff } from './back-off.ts';

it('doubles to a bound, spread over the upper half, and begins anew', () => {
  const longest = createBackOff(() => 0.999_999);
  expect(Array.from({ length: 7 }, () => Math.round(longest.next()))).toEqual([
    100, 200, 400, 800, 1_600, 2_000, 2_000,
  ]);
  longest.reset();
  expect(Math.round(longest.next())).toBe(100);
  const shortest = createBackOff(() => 0);
  expect([shortest.next(), shortest.next()]).toEqual([50, 100]);
});
