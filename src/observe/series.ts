import type { MetricDefinition } from './metric-names.ts';

/** One number (or histogram) under one combination of label values; plain memory, no library. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  value: number;
  /** Histograms only: counts per bucket (not cumulative), the last one for what is above all bounds. */
  readonly counts?: number[];
  /** Histograms only: how many were observed. */
  count: number;
  /** Read when somebody looks, in place of `value`. */
  read?: () => number;
}

/** All series of one metric. */
export interface Family {
  readonly name: string;
  readonly definition: MetricDefinition;
  readonly series: Map<string, Series>;
}

/** Series per metric; beyond it everything counts under the label value `other`, so that memory is bounded. */
const mostSeries = 500;

/** Finds or makes the series of these label values. */
export function seriesOf(family: Family, labels: Readonly<Record<string, string>>): Series {
  const names = family.definition.labels;
  const values = names.map((name) => labels[name] ?? '');
  const known = family.series.get(values.join('\u0000'));
  if (known !== undefined) return known;
  const full = family.series.size >= mostSeries;
  const kept = full ? names.map(() => 'other') : values;
  const key = kept.join('\u0000');
  const other = family.series.get(key);
  if (other !== undefined) return other;
  const made: Series = {
    labels: Object.fromEntries(names.map((name, index) => [name, kept[index] ?? ''])),
    value: 0,
    count: 0,
    ...(family.definition.buckets === undefined
      ? {}
      : { counts: Array.from({ length: family.definition.buckets.length + 1 }, () => 0) }),
  };
  family.series.set(key, made);
  return made;
}

/** Puts one observation into a histogram's series. */
export function observeInto(series: Series, bounds: readonly number[], value: number): void {
  let index = 0;
  while (index < bounds.length && value > (bounds[index] ?? Infinity)) index += 1;
  const counts = series.counts;
  if (counts !== undefined) counts[index] = (counts[index] ?? 0) + 1;
  series.count += 1;
  series.value += value;
}

export interface Sample {
  readonly metricName: string;
  readonly value: number;
  readonly labels: Readonly<Record<string, string | number>>;
}

/** The samples of a family as Prometheus' text format has them: buckets cumulative, with sum and count. */
export function samplesOf(family: Family): Sample[] {
  const bounds = family.definition.buckets ?? [];
  return [...family.series.values()].flatMap((series) => {
    const { labels } = series;
    const { counts } = series;
    if (counts === undefined) {
      return [{ metricName: family.name, value: series.read?.() ?? series.value, labels }];
    }
    let below = 0;
    const buckets = counts.map((count, index) => {
      below += count;
      const le = bounds[index] ?? '+Inf';
      return { metricName: `${family.name}_bucket`, value: below, labels: { ...labels, le } };
    });
    return [
      ...buckets,
      { metricName: `${family.name}_sum`, value: series.value, labels },
      { metricName: `${family.name}_count`, value: series.count, labels },
    ];
  });
}
