import { expect, it } from 'vitest';
import { createRefusals } from './refusals.ts';

const refusals = createRefusals({ lines: () => '' });

it('says when to come back to whoever is turned away for a time, and to nobody else', () => {
  expect(refusals.forFault('too-many').lines).toBe('Retry-After: 2\r\n');
  expect(refusals.forFault('control-unreachable').lines).toBe('Retry-After: 2\r\n');
  expect(refusals.forFault('not-found').lines).toBeUndefined();
  expect(refusals.forFault('upstream-broken').lines).toBeUndefined();
});
