import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type MetricDefinition, metricDefinitions, metricsReference } from '#observe/index.ts';
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

it('has units and kinds in the names, as Prometheus wants them', () => {
  for (const [name, { kind, labels }] of Object.entries<MetricDefinition>(metricDefinitions)) {
    expect([name, name.endsWith('_total')]).toEqual([name, kind === 'counter']);
    expect([name, kind !== 'histogram' || /_(seconds|bytes)$/.test(name)]).toEqual([name, true]);
    expect(labels.length).toBeLessThanOrEqual(2);
  }
});

it('is what docs/metrics.md says (npm run docs writes it)', () => {
  expect(readFileSync('docs/metrics.md', 'utf8')).toBe(metricsReference());
});
