import type { GatewayId } from '#base/ids.ts';
import type { Gateway } from '#contracts/api/gateways.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { found, write } from '../write.ts';
import { presentGateway } from './present-gateway.ts';

/** The reason that those read whose connection went through a gateway that was disabled. */
const cause = 'gateway-disabled';

/**
 * Disables a gateway. The change that goes out names it: each replica ends its stream at once, an honest gateway
 * cuts all that it carries, and one that does not listen gets no more freshness, so that what it was granted ends
 * with the lease. Join tokens that are still good are withdrawn with it, since whoever took the gateway may hold
 * one and would come back under another name.
 * @throws Fault `not-found`
 */
export async function disableGateway(call: Call, id: GatewayId): Promise<Gateway> {
  await permit(call, 'manageKeys');
  return write(call, async (tx) => {
    const before = found(await tx.gateways.find(id));
    const after = found(await tx.gateways.setState(id, 'disabled'));
    await tx.liveConnections.removeOfGateway(id);
    const joinTokensWithdrawn = await tx.joinTokens.withdrawAll();
    return {
      value: presentGateway(after, 0),
      event: eventOf(before.state, after, { joinTokensWithdrawn }),
      changes: [{ kind: 'revoke', subjects: [id], cause }],
    };
  });
}

/**
 * Enables a gateway again. It dials by itself and is let in, unless its certificate ran out meanwhile: then it
 * needs a join token, like a new one. One that `serve` runs gets that by itself, and asks every ten seconds.
 * @throws Fault `not-found`
 */
export async function enableGateway(call: Call, id: GatewayId): Promise<Gateway> {
  await permit(call, 'manageKeys');
  return write(call, async (tx) => {
    const before = found(await tx.gateways.find(id));
    const after = found(await tx.gateways.setState(id, 'enabled'));
    const live = await tx.liveConnections.countByGateway();
    return {
      value: presentGateway(after, live.get(id) ?? 0),
      event: eventOf(before.state, after),
      changes: [],
      judged:
        before.state === 'enabled'
          ? []
          : [{ type: 'deed', deed: 'gateway-enabled', id, name: after.name, detail: {} }],
    };
  });
}

function eventOf(
  before: Gateway['state'],
  after: Pick<Gateway, 'id' | 'name' | 'state'>,
  more: Readonly<Record<string, unknown>> = {},
) {
  const { id, name, state } = after;
  const data = { type: 'gateway', before: { name, state: before }, after: { name, state }, ...more };
  return { kind: 'object-changed' as const, about: [id], data };
}
