import { collectDefaultMetrics, type Metric, Registry } from 'prom-client';
import {
  type CounterName,
  type GaugeName,
  type HistogramName,
  type LabelsOf,
  metricDefinitions,
  type MetricDefinition,
  type MetricName,
} from './metric-names.ts';
import { type Family, observeInto, samplesOf, seriesOf } from './series.ts';

export interface Counter {
  /** Adds, one unless told; amounts below zero are ignored, a counter never falls. */
  add(amount?: number): void;
}

export interface Gauge {
  set(value: number): void;
  add(amount: number): void;
}

export interface Histogram {
  /** Puts in one observation, in the unit of the metric's name. */
  observe(value: number): void;
}

/**
 * The metrics of one process. Handles are to be fetched once and kept: using one is adding a number in memory,
 * no library and no allocation, so that they may stand on the gateway's hot path.
 */
export interface Metrics {
  counter<N extends CounterName>(name: N, labels?: LabelsOf<N>): Counter;
  gauge<N extends GaugeName>(name: N, labels?: LabelsOf<N>): Gauge;
  histogram<N extends HistogramName>(name: N, labels?: LabelsOf<N>): Histogram;
  /** Reads a gauge's value whenever somebody looks. */
  watch<N extends GaugeName>(name: N, read: () => number, labels?: LabelsOf<N>): void;
  /** The present value: of a counter or gauge itself, of a histogram how many were observed. */
  read<N extends MetricName>(name: N, labels?: LabelsOf<N>): number;
  /** Everything in Prometheus' text format, with the process's own figures (CPU, memory, loop delay). */
  text(): Promise<string>;
}

export interface MetricsOptions {
  /** Which part of Sallyport this is; a label on every series. */
  readonly part: string;
  /** Leave out the process's own figures, which keep an observer of the event loop running. */
  readonly own?: 'with-process' | 'ours-only';
}

/** Opens the metrics of a process. */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ part: options.part });
  if (options.own !== 'ours-only') collectDefaultMetrics({ register: registry });
  const families = new Map<string, Family>();
  for (const [name, definition] of Object.entries(metricDefinitions)) {
    const family: Family = { name, definition, series: new Map() };
    families.set(name, family);
    registry.registerMetric(asMetric(family));
  }
  const find = (name: MetricName, labels: Readonly<Record<string, string>> = {}) => {
    const family = families.get(name);
    if (family === undefined) throw new Error(`no metric ${name}`);
    return seriesOf(family, labels);
  };
  return {
    counter(name, labels) {
      const series = find(name, labels);
      return {
        add(amount = 1) {
          if (amount > 0) series.value += amount;
        },
      };
    },
    gauge(name, labels) {
      const series = find(name, labels);
      return {
        set(value) {
          series.value = value;
        },
        add(amount) {
          series.value += amount;
        },
      };
    },
    histogram(name, labels) {
      const series = find(name, labels);
      const bounds = metricDefinitions[name].buckets;
      return { observe: (value) => observeInto(series, bounds, value) };
    },
    watch(name, read, labels) {
      find(name, labels).read = read;
    },
    read(name, labels) {
      const series = find(name, labels);
      return series.counts === undefined ? (series.read?.() ?? series.value) : series.count;
    },
    text: () => registry.metrics(),
  };
}

/** Lets the library's registry print a family of ours; of a metric it uses the name and `get()`. */
function asMetric(family: Family): Metric {
  const definition: MetricDefinition = family.definition;
  const metric = {
    name: family.name,
    get: () =>
      Promise.resolve({
        name: family.name,
        help: definition.help,
        type: definition.kind,
        aggregator: 'sum',
        values: samplesOf(family),
      }),
    reset: () => family.series.clear(),
  };
  return metric as unknown as Metric;
}
