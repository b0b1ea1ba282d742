import { request } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { isFault } from '#contracts/errors.ts';
import type { HealthCheck } from './health.ts';
import { type OperationsListener, openOperationsListener } from './listener.ts';
import { silentLog } from './log.ts';
import { createMetrics } from './metrics.ts';

let opened: OperationsListener | undefined;
afterEach(() => opened?.close());

async function open(checks: readonly HealthCheck[] = [], address?: string) {
  opened = await openOperationsListener({
    port: 0,
    metrics: createMetrics({ part: 'test', own: 'ours-only' }),
    checks,
    log: silentLog,
    ...(address === undefined ? {} : { address }),
  });
  return opened;
}

function get(at: OperationsListener, path: string, options: { host?: string; method?: string } = {}) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const headers = { host: options.host ?? `127.0.0.1:${at.port}` };
    const { method = 'GET' } = options;
    request({ host: at.address, port: at.port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

it('serves metrics, health and a sign of life', async () => {
  const at = await open([{ name: 'database', look: () => ({ state: 'ok' }) }]);
  expect((await get(at, '/metrics')).body).toContain('# HELP sallyport_api_requests_total');
  expect(await get(at, '/live')).toEqual({ status: 200, body: 'ok\n' });
  expect(JSON.parse((await get(at, '/health')).body)).toEqual({
    state: 'ok',
    checks: { database: { state: 'ok' } },
  });
  expect((await get(at, '/debug')).status).toBe(404);
  expect((await get(at, '/metrics', { method: 'POST' })).status).toBe(405);
});

it('answers 503 when a check fails or breaks, 200 when it is only degraded', async () => {
  let health: HealthCheck['look'] = () => ({ state: 'degraded', why: 'slow' });
  const at = await open([{ name: 'x', look: () => health() }]);
  expect((await get(at, '/health')).status).toBe(200);
  health = () => {
    throw new Error('boom');
  };
  expect((await get(at, '/health')).status).toBe(503);
});

it('says which port is taken', async () => {
  const first = await open();
  const second = openOperationsListener({
    port: first.port,
    metrics: createMetrics({ part: 'test', own: 'ours-only' }),
    checks: [],
    log: silentLog,
  });
  await expect(second).rejects.toSatisfy((thrown) => isFault(thrown, 'port-taken'));
});
