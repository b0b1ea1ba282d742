import { expect, it } from 'vitest';
import { isStale } from './what-is-stale.ts';

it.each([
  ['people', 'people', true],
  ['groups', 'people', true],
  ['apps', 'people', false],
  ['decisions', 'decisions', true],
  ['tags', 'decisions', false],
  ['tags', 'other', true],
  ['tags', 'apps', true],
  ['people', 'other', false],
  ['keys', 'connections', false],
] as const)('a list of %s after news of %s: %s', (list, noun, stale) => {
  expect(isStale(list, [{ noun }])).toBe(stale);
});
