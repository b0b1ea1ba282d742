import { expect, it } from 'vitest';
import { harmless, since, table, when } from './table.ts';

it('aligns columns under their headings', () => {
  const rows = [
    { name: 'wiki', n: 1 },
    { name: 'a-longer-name', n: null },
  ];
  const shown = table(rows, [
    { heading: 'NAME', of: ({ name }) => name },
    { heading: 'N', of: ({ n }) => n },
  ]);
  expect(shown.split('\n')).toEqual(['NAME           N', 'wiki           1', 'a-longer-name  -']);
  expect(table([], [])).toBe('none');
});

it.each(['\u001b[2K', '\u009b31m', 'a\rb', 'a\nb', '\u202egnp.exe', '\u0007'])(
  'shows %j in place of letting a terminal obey it',
  (text) => {
    const shown = harmless(`x${text}y`);
    expect(shown).toMatch(/\\u[0-9a-f]{4}/);
    expect(shown).toMatch(/^[ -~]*$/);
  },
);

it('says times and ages in words', () => {
  expect(when(0)).toBe('1970-01-01 00:00:00');
  expect(when(null)).toBe('-');
  expect([since(0, 1_000), since(0, 600_000), since(0, 86_400_000), since(0, 999_999_999)]).toEqual([
    '1 s',
    '10 min',
    '24 h',
    '12 days',
  ]);
});
