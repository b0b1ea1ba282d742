import { metricDefinitions, type MetricDefinition } from './metric-names.ts';

/** Writes the reference of all metrics, Markdown, from the list that the processes use. */
export function metricsReference(): string {
  const rows = Object.entries<MetricDefinition>(metricDefinitions).map(([name, { kind, help, labels }]) => {
    const by = labels.map((label) => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${kind} | ${by} | ${help} |`;
  });
  return [
    '# Metrics',
    '',
    'Made by `npm run docs` from `src/observe/metric-names.ts`. Every series has the label `part`: `control` or',
    '`gateway`. Beside these come the usual figures of a Node process (`process_*`, `nodejs_*`). Where they are served',
    'stands in `docs/configuration.md` under `metrics`. Label values come from lists of our own, never from outside;',
    'a metric has at most 500 series, what is more counts under `other`.',
    '',
    '| metric | kind | labels | what |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
