import { expect, it } from 'vitest';
import { createHandClock } from '#testing/clock.ts';
import { createInvalidations, invalidationLimits } from './invalidations.ts';

it('knows whether a later change touches what an answer rests on', () => {
  const invalidations = createInvalidations(createHandClock());
  invalidations.record(5, ['per_1', 'app_1']);
  invalidations.record(7, ['per_1']);
  expect(invalidations.crossed(['per_1'], 6)).toBe(true);
  expect(invalidations.crossed(['per_1'], 7)).toBe(false);
  expect(invalidations.crossed(['app_1'], 5)).toBe(false);
  expect(invalidations.crossed(['per_2'], 0)).toBe(false);
});

it('does not let a change that is told again hide a newer one', () => {
  const invalidations = createInvalidations(createHandClock());
  invalidations.record(7, ['per_1']);
  invalidations.record(5, ['per_1']);
  expect(invalidations.crossed(['per_1'], 6)).toBe(true);
});

it('remembers for two minutes, and distrusts what is older than its memory', () => {
  const clock = createHandClock();
  const invalidations = createInvalidations(clock);
  invalidations.record(5, ['per_1']);
  clock.advance(invalidationLimits.keptMs - 1);
  invalidations.record(6, ['per_2']);
  expect(invalidations.crossed(['per_9'], 4)).toBe(false);
  clock.advance(1);
  invalidations.record(7, ['per_2']);
  expect(invalidations.crossed(['per_9'], 4)).toBe(true);
  expect(invalidations.crossed(['per_9'], 5)).toBe(false);
});

it('is bounded, and distrusts what it had to forget', () => {
  const invalidations = createInvalidations(createHandClock());
  const subjects = Array.from({ length: invalidationLimits.subjects }, (_, index) => `per_${index}`);
  invalidations.record(5, subjects);
  expect(invalidations.crossed(['x'], 4)).toBe(false);
  invalidations.record(6, ['per_new']);
  expect(invalidations.crossed(['x'], 4)).toBe(true);
  invalidations.clear();
  expect(invalidations.crossed(['per_new'], 0)).toBe(false);
});
