import type { Gateway } from '#contracts/api/gateways.ts';
import type { GatewayRow } from '#store/index.ts';

/** A gateway as the API shows it. @param live how many connections are open on it */
export function presentGateway(row: GatewayRow, live: number): Gateway {
  const { id, name, state, fingerprint, createdAt, lastSeenAt, software } = row;
  return { id, name, state, fingerprint, createdAt, lastSeenAt, software, live };
}
