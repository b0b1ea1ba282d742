import { expect, it } from 'vitest';
import { sourceFiles } from './support/source-files.ts';

const longest = 500;

it('keeps every hand-written file short enough to be read in one go', () => {
  const files = sourceFiles('src', 'test', 'bench', 'scripts', 'console/src');
  expect(files.length).toBeGreaterThan(5);
  const long = files.map((file) => ({ path: file.path, lines: file.text.split('\n').length }));
  expect(long.filter(({ lines }) => lines > longest)).toEqual([]);
});

it('names files in kebab-case by what they do', () => {
  const names = sourceFiles('src', 'test', 'bench', 'scripts').map(
    (file) => file.path.split('/').at(-1) ?? '',
  );
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.tsx?$/.test(name))).toEqual([]);
  expect(names.filter((name) => /^(utils?|helpers?|common|manager)\.tsx?$/.test(name))).toEqual([]);
});
