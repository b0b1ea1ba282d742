import type { Gateway } from '#contracts/api/gateways.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { presentGateway } from './present-gateway.ts';

/** Lists gateways with how much is open on each; there are few, so they come on one page. */
export async function listGateways(call: Call): Promise<{ items: Gateway[] }> {
  await permit(call, 'read');
  const [rows, live] = await Promise.all([
    call.store.gateways.all(),
    call.store.liveConnections.countByGateway(),
  ]);
  return { items: rows.map((row) => presentGateway(row, live.get(row.id) ?? 0)) };
}
