import { expect, it } from 'vitest';
import { createMetrics } from '#observe/index.ts';
import { createRestartCounts, showRestarts } from './restarts.ts';

it("shows on control's metrics what the supervisor counted", async () => {
  const metrics = createMetrics({ part: 'control', own: 'ours-only' });
  const shown = showRestarts(metrics);
  const counts = createRestartCounts((news) => shown.hear(JSON.parse(JSON.stringify(news))));
  // Without a supervisor nobody counts, and nothing is claimed.
  expect(await metrics.text()).not.toContain('sallyport_restarts{');
  shown.hear(counts.news());
  expect(metrics.read('sallyport_restarts', { child: 'gateway' })).toBe(0);
  for (const part of ['gateway', 'database', 'gateway'] as const) counts.add(part);
  expect(metrics.read('sallyport_restarts', { child: 'gateway' })).toBe(2);
  expect(metrics.read('sallyport_restarts', { child: 'database' })).toBe(1);
  expect(await metrics.text()).toMatch(/^sallyport_restarts\{[^}]*child="gateway"[^}]*\} 2$/m);
  shown.hear({ kind: 'restarts', counts: { gateway: -1 } });
  shown.hear({ kind: 'replaced' });
  expect(metrics.read('sallyport_restarts', { child: 'gateway' })).toBe(2);
});
