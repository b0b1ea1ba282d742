import { expect, it } from 'vitest';
import { commands } from '../commands/list.ts';
import { buildProgram } from '../program.ts';
import { whatFits } from './what-fits.ts';

const program = buildProgram(commands, () => Promise.resolve());
const fits = (line: string, current = '') =>
  whatFits(program, line === '' ? [] : line.split(' '), current).fits;
const words = (line: string, current = '') => {
  const found = fits(line, current);
  return found.kind === 'words' ? found.words.map(({ word }) => word) : found;
};

it('offers nouns, verbs and flags as the tree of commands has them', () => {
  expect(words('')).toEqual(expect.arrayContaining(['apps', 'policies', 'apply', 'completion']));
  expect(words('policies')).toEqual(
    expect.arrayContaining(['check', 'test', 'diff', 'what-if', 'replay', 'publish', 'roll-back']),
  );
  expect(words('policies publish', '-')).toEqual(
    expect.arrayContaining(['--file', '--confirm-within', '--json', '--url', '--help']),
  );
  expect(words('policies publish', '-')).not.toContain('--upstream');
});

it('offers names of the right kind, files and known words', () => {
  expect(fits('apps remove')).toEqual({ kind: 'names', of: 'app' });
  expect(fits('groups add')).toEqual({ kind: 'names', of: 'group' });
  expect(fits('groups add Staff')).toEqual({ kind: 'names', of: 'person' });
  expect(fits('groups add Staff ada@example.org')).toEqual({ kind: 'nothing' });
  expect(fits('policies show')).toEqual({ kind: 'names', of: 'policy' });
  expect(fits('policies publish --file')).toEqual({ kind: 'files' });
  expect(fits('apply -f a.yaml')).toEqual({ kind: 'files' });
  expect(fits('why ada@example.org')).toEqual({ kind: 'names', of: 'app' });
  expect(fits('apps create wiki --tag')).toEqual({ kind: 'names', of: 'tag' });
  expect(words('policies update staff --mode')).toEqual(['enforce', 'observe']);
});

it('reads flags that all commands share wherever they stand, and takes their values for no words', () => {
  const { fits: found, shared } = whatFits(
    program,
    ['--url', 'https://api.example.org', 'apps', '--data-dir', 'apps', 'remove'],
    '',
  );
  expect([found, shared]).toEqual([
    { kind: 'names', of: 'app' },
    { url: 'https://api.example.org', dataDir: 'apps' },
  ]);
});
