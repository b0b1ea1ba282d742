export { metricsReference } from './metrics-reference.ts';
export type { LogFields } from './fields.ts';
export { type Health, type HealthCheck, type HealthReport, reportHealth } from './health.ts';
export {
  type OperationsListener,
  type OperationsListenerOptions,
  openOperationsListener,
} from './listener.ts';
export { createLog, type Log, type LogOptions, silentLog } from './log.ts';
export {
  type CounterName,
  type GaugeName,
  type HistogramName,
  type LabelsOf,
  type MetricDefinition,
  metricDefinitions,
  type MetricName,
} from './metric-names.ts';
export {
  type Counter,
  createMetrics,
  type Gauge,
  type Histogram,
  type Metrics,
  type MetricsOptions,
} from './metrics.ts';
export { redact, redactText } from './redact.ts';
export { newErrorId, reportFault, type ShownFault } from './report-fault.ts';
export { reportSparingly, type SparingOptions } from './report-sparingly.ts';
