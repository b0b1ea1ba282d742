import type { AccessRecord } from '#contracts/events.ts';
import type { Counter, Metrics } from '#observe/index.ts';

/** What a listener counts. Handles are fetched once; counting is adding a number. */
export interface GatewayMetrics {
  /** A finished exchange. */
  finished(record: AccessRecord): void;
  connectionOpened(): void;
  connectionClosed(): void;
  /** A connection refused before a request. */
  turnedAway(cause: 'address-limit' | 'connection-limit'): void;
  handshake(result: 'ok' | 'failed'): void;
  malformed(side: 'client' | 'upstream'): void;
  upstreamOpened(): void;
  upstreamClosed(): void;
}

/** Makes the counting part of a listener. */
export function createGatewayMetrics(metrics: Metrics): GatewayMetrics {
  const byClass = (by: string): Counter[] =>
    ['none', '1xx', '2xx', '3xx', '4xx', '5xx'].map((status) =>
      metrics.counter('sallyport_requests_total', { status, by }),
    );
  const byUpstream = byClass('upstream');
  const byGateway = byClass('gateway');
  const duration = metrics.histogram('sallyport_request_duration_seconds');
  const bytesIn = metrics.counter('sallyport_forwarded_bytes_total', { direction: 'in' });
  const bytesOut = metrics.counter('sallyport_forwarded_bytes_total', { direction: 'out' });
  const connections = metrics.gauge('sallyport_client_connections');
  const upstreams = metrics.gauge('sallyport_upstream_connections', { state: 'open' });
  const refusals = new Map<string, Counter>();
  return {
    finished(record) {
      const list = record.reason === undefined ? byUpstream : byGateway;
      list[Math.trunc(record.status / 100)]?.add();
      duration.observe(record.durationMs / 1000);
      bytesIn.add(record.bytesIn);
      bytesOut.add(record.bytesOut);
      if (record.reason === undefined) return;
      // Reasons are codes of our own lists, so this map is as small as they are.
      let counter = refusals.get(record.reason);
      if (counter === undefined) {
        counter = metrics.counter('sallyport_refusals_total', { reason: record.reason });
        refusals.set(record.reason, counter);
      }
      counter.add();
    },
    connectionOpened: () => connections.add(1),
    connectionClosed: () => connections.add(-1),
    turnedAway: (cause) => metrics.counter('sallyport_client_connections_refused_total', { cause }).add(),
    handshake: (result) => metrics.counter('sallyport_tls_handshakes_total', { result }).add(),
    malformed: (side) => metrics.counter('sallyport_malformed_total', { side }).add(),
    upstreamOpened: () => upstreams.add(1),
    upstreamClosed: () => upstreams.add(-1),
  };
}
