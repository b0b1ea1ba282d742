import { expect, it } from 'vitest';
import { deepest, excessOf, mostDocuments, mostEntries, mostFaults } from './notation-bounds.ts';

it('refuses what is nested so deep that reading it would end the process', () => {
  const deep = { line: 2, message: `nested deeper than ${deepest} levels` };
  for (const text of [
    `a:\n  ${'['.repeat(100_000)}`,
    `a:\n  ${'{a: '.repeat(50_000)}`,
    `#\n${'- '.repeat(50_000)}x`,
  ])
    expect(excessOf(text)).toEqual(deep);
  expect(
    excessOf(Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')),
  ).toMatchObject({
    message: deep.message,
  });
  expect(excessOf(`a: ${'['.repeat(20)}${']'.repeat(20)}`)).toBeUndefined();
});

it('refuses too many entries, documents and faults, and says in which line', () => {
  const keys = Array.from({ length: mostEntries + 10 }, (_, place) => `k${place}: 1`);
  expect(excessOf(keys.join('\n'))).toMatchObject({ line: mostEntries + 1 });
  expect(excessOf(`{${keys.join(',')}}`)).toMatchObject({ line: 1 });
  expect(excessOf('--- a\n'.repeat(mostDocuments + 2))?.message).toMatch(/documents/);
  expect(excessOf(']'.repeat(mostFaults + 10))?.message).toMatch(/faults/);
  expect(excessOf('- { kind: group, name: g }\n'.repeat(1_000))).toBeUndefined();
});
