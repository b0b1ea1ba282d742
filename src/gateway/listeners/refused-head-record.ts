import type { Clock } from '#base/clock.ts';
import type { AccessRecord } from '#contracts/events.ts';
import type { ClientConnection } from '../engine/client-connection.ts';

/** Makes the record of a head that could not be read, or was never decided on: nothing of what it said is repeated. */
export function refusedHeadRecord(
  refusal: { readonly status: number; readonly reason: string },
  client: Pick<ClientConnection, 'serverName' | 'address'>,
  clock: Clock,
): AccessRecord {
  return {
    at: clock.wall(),
    host: client.serverName ?? '',
    address: client.address,
    method: '',
    path: '',
    status: refusal.status,
    reason: refusal.reason,
    protocol: 'http',
    bytesIn: 0,
    bytesOut: 0,
    durationMs: 0,
  };
}
