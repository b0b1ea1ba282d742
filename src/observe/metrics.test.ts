import { describe, expect, it } from 'vitest';
import { metricDefinitions } from './metric-names.ts';
import { createMetrics } from './metrics.ts';

const open = () => createMetrics({ part: 'test', own: 'ours-only' });

describe('names of metrics', () => {
  it.each(Object.entries(metricDefinitions))('%s says its unit and what it is', (name, { kind, help }) => {
    expect(name).toMatch(/^sallyport_[a-z_]+$/);
    expect(help).toMatch(/^[A-Z].*\.$/);
    expect(name.endsWith('_total')).toBe(kind === 'counter');
    expect(kind !== 'histogram' || /_(seconds|bytes)$/.test(name)).toBe(true);
  });
});

it('prints counters, gauges and histograms in the text format', async () => {
  const metrics = open();
  metrics.counter('sallyport_refusals_total', { reason: 'allow' }).add();
  metrics.counter('sallyport_refusals_total', { reason: 'allow' }).add(2);
  metrics.counter('sallyport_refusals_total', { reason: 'allow' }).add(-5);
  metrics.gauge('sallyport_policy_revision').set(7);
  const times = metrics.histogram('sallyport_api_request_duration_seconds');
  times.observe(0.004);
  times.observe(0.2);
  times.observe(1_000);
  const text = await metrics.text();
  expect(text).toContain('sallyport_refusals_total{reason="allow",part="test"} 3');
  expect(text).toContain('sallyport_policy_revision{part="test"} 7');
  expect(text).toContain('sallyport_api_request_duration_seconds_bucket{le="0.005",part="test"} 1');
  expect(text).toContain('sallyport_api_request_duration_seconds_bucket{le="0.25",part="test"} 2');
  expect(text).toContain('sallyport_api_request_duration_seconds_bucket{le="+Inf",part="test"} 3');
  expect(text).toContain('sallyport_api_request_duration_seconds_count{part="test"} 3');
  expect(metrics.read('sallyport_api_request_duration_seconds')).toBe(3);
});

it('reads a watched gauge when somebody looks', async () => {
  const metrics = open();
  let open_ = 1;
  metrics.watch('sallyport_grants', () => open_, { state: 'held' });
  open_ = 5;
  expect(await metrics.text()).toContain('sallyport_grants{state="held",part="test"} 5');
});

it('bounds the number of series, whatever is put into labels', () => {
  const metrics = open();
  for (let i = 0; i < 2_000; i += 1) metrics.counter('sallyport_refusals_total', { reason: `r${i}` }).add();
  expect(metrics.read('sallyport_refusals_total', { reason: 'other' })).toBe(1_500);
});
