import type { AccessRecord } from '#contracts/events.ts';

/** What a gateway counts. All numbers only grow, but those that say how many there are now. */
export interface GatewayStats {
  /** Client connections open now. */
  connections: number;
  /** Exchanges running now. */
  exchanges: number;
  /** Connections turned away before the handshake: too many from one address, or in all. */
  turnedAway: number;
  handshakesFailed: number;
  /** Heads that could not be read. */
  headsRefused: number;
  bytesIn: number;
  bytesOut: number;
  /** Finished exchanges by protocol and class of status: `http 2xx`; `http 0xx` had no answer. */
  readonly finished: Map<string, number>;
  /** Upper bounds in milliseconds and how many exchanges took at most that long. */
  readonly durations: { readonly bounds: readonly number[]; readonly counts: number[]; sum: number };
}

/** Makes stats that stand at nothing. */
export function createGatewayStats(): GatewayStats {
  const bounds = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 60_000];
  return {
    connections: 0,
    exchanges: 0,
    turnedAway: 0,
    handshakesFailed: 0,
    headsRefused: 0,
    bytesIn: 0,
    bytesOut: 0,
    finished: new Map(),
    durations: { bounds, counts: bounds.map(() => 0), sum: 0 },
  };
}

/** Counts a finished exchange. On every request's way: plain numbers, no labels built anew. */
export function countRecord(stats: GatewayStats, record: AccessRecord): void {
  stats.bytesIn += record.bytesIn;
  stats.bytesOut += record.bytesOut;
  const key = keyOf(record.protocol, Math.trunc(record.status / 100));
  stats.finished.set(key, (stats.finished.get(key) ?? 0) + 1);
  const { bounds, counts } = stats.durations;
  stats.durations.sum += record.durationMs;
  for (let i = 0; i < bounds.length; i++) {
    if (record.durationMs > (bounds[i] ?? 0)) continue;
    counts[i] = (counts[i] ?? 0) + 1;
    return;
  }
}

const keys = new Map<string, string[]>();

function keyOf(protocol: string, status: number): string {
  let list = keys.get(protocol);
  if (list === undefined) {
    list = Array.from({ length: 10 }, (_, i) => `${protocol} ${i}xx`);
    keys.set(protocol, list);
  }
  return list[status] ?? `${protocol} 0xx`;
}
