import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sourceFiles } from './support/source-files.ts';

const root = new URL('../', import.meta.url);
const text = readFileSync(new URL('docs/threat-model.md', root), 'utf8');
const rows = text
  .slice(text.indexOf('| rule | where | test |'))
  .split('\n')
  .slice(2)
  .filter((line) => line.startsWith('|'))
  .map((line) => /^\| ([^|]+) \| `([^`|]+)` \| `([^`|]+)` \|$/.exec(line)?.slice(1) ?? [line]);

it('names a rule for every test of an attack, and no test that is not there', () => {
  const named = rows.map(([, , test]) => `test/attacks/${test}`);
  const there = sourceFiles('test/attacks').map(({ path }) => path);
  expect(there.length).toBeGreaterThan(10);
  expect(named.toSorted()).toEqual(there.toSorted());
});

it('says where each rule is kept', () => {
  expect(rows.length).toBeGreaterThan(10);
  const lost = rows.filter(([, where]) => where === undefined || !existsSync(new URL(where, root)));
  expect(lost).toEqual([]);
});
