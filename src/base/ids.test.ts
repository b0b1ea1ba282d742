import { expect, it } from 'vitest';
import { isId, newId } from './ids.ts';

it('makes identifiers that carry their kind and differ', () => {
  // More than are drawn at once.
  const made = Array.from({ length: 1000 }, () => newId('person'));
  expect(new Set(made.map((id) => id.slice(4))).size).toBe(1000);
  expect(made.every((id) => isId('person', id))).toBe(true);
  expect(made.some((id) => isId('session', id))).toBe(false);
});

it('takes nothing else for an identifier', () => {
  for (const text of ['', 'per', 'per_', 'person_1', 'xper_1', 'per_A', 'per_1\n', `per_${'1'.repeat(36)}`]) {
    expect([text, isId('person', text)]).toEqual([text, false]);
  }
  expect(isId('person', 'per_1-a')).toBe(true);
});
