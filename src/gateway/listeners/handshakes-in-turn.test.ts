import { once } from 'node:events';
import { type AddressInfo, connect as connectPlain } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { afterEach, expect, it } from 'vitest';
import { createMetrics } from '#observe/index.ts';
import { createTestAuthority } from '#testing/certificates.ts';
import { testConfig } from '#testing/gateway.ts';
import type { StrangersWork } from '../engine/fair-turns.ts';
import { createAddressLimits } from './address-limits.ts';
import { createGatewayMetrics } from './gateway-metrics.ts';
import { createTlsServer } from './tls-server.ts';

const closing: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).toReversed()) close();
});

const authority = createTestAuthority();
const certificates = [{ names: ['a.test'], ...authority.issueHosts('a.test') }];

async function start(handshakeMs: number) {
  const held: StrangersWork[] = [];
  const metrics = createMetrics({ part: 'test', own: 'ours-only' });
  const admitted: string[] = [];
  const { server } = createTlsServer({
    handshakeMs,
    maxConnections: 10,
    config: () => testConfig([], { certificates }),
    unknown: createAddressLimits(10),
    handshakes: { take: (work) => void held.push(work), ease() {}, waiting: 0 },
    metrics: createGatewayMetrics(metrics),
    report: () => {},
    admit: ({ address }) => void admitted.push(address),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { held, metrics, admitted, port };
}

it('begins no handshake before its turn', async () => {
  const { held, admitted, port } = await start(60_000);
  const client = connectSecure({ port, host: '127.0.0.1', servername: 'a.test', ca: authority.certificate });
  closing.push(() => client.destroy());
  while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(client.authorized).toBe(false);
  expect(held.map(({ party }) => party)).toEqual(['127.0.0.1']);
  held[0]?.run();
  await once(client, 'secureConnect');
  expect(client.authorized).toBe(true);
  while (admitted.length === 0) await new Promise((resolve) => setImmediate(resolve));
});

it('asks for no turn for whoever says nothing, and does not wait for them for ever', async () => {
  const { held, metrics, port } = await start(50);
  const client = connectPlain(port, '127.0.0.1');
  client.on('error', () => {});
  client.resume();
  await once(client, 'close');
  expect(held).toEqual([]);
  expect(metrics.read('sallyport_tls_handshakes_total', { result: 'failed' })).toBe(1);
});

it('lets nobody run out of time who waits for a turn', async () => {
  const { held, admitted, port } = await start(50);
  const client = connectSecure({ port, host: '127.0.0.1', servername: 'a.test', ca: authority.certificate });
  closing.push(() => client.destroy());
  while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
  // Whoever comes later and says nothing is gone after as long.
  const silent = connectPlain(port, '127.0.0.1');
  silent.on('error', () => {});
  silent.resume();
  await once(silent, 'close');
  expect(client.destroyed).toBe(false);
  held[0]?.run();
  await once(client, 'secureConnect');
  while (admitted.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(admitted).toEqual(['127.0.0.1']);
});
