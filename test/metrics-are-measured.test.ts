import { expect, it } from 'vitest';
import { metricDefinitions } from '#observe/index.ts';
import { sourceFiles } from './support/source-files.ts';

it('names no metric that nothing measures: a zero that stands for nothing is worse than none', () => {
  const code = sourceFiles('src')
    .filter(({ path }) => !/\.test\.ts$|metric-names\.ts$/.test(path))
    .map(({ text }) => text)
    .join('\n');
  const names = Object.keys(metricDefinitions);
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !code.includes(`'${name}'`))).toEqual([]);
});
