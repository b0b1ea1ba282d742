import { expect, it } from 'vitest';
import { isId, newId } from './ids.ts';

it('makes identifiers that carry their kind and differ', () => {
  const made = Array.from({ length: 100 }, () => newId('person'));
  expect(new Set(made).size).toBe(100);
  expect(made.every((id) => isId('person', id))).toBe(true);
  expect(made.some((id) => isId('session', id))).toBe(false);
});
