import type { Call } from '../call.ts';
import { permit } from '../permit.ts';

/**
 * Says whether all that was committed before this question holds at the gateways that are connected here: for who
 * has just written something and wants to go where it leads.
 */
export async function inForce(call: Call): Promise<{ readonly inForce: boolean }> {
  await permit(call, 'read');
  return { inForce: await call.configured(await call.store.installation.lastChange()) };
}
