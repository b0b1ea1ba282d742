import type { Policy } from '#contracts/api/policies.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { findPolicy, presentPolicy } from './present-policy.ts';

/** Reads one policy by its id or name. */
export async function getPolicy(call: Call, idOrName: string): Promise<Policy> {
  await permit(call, 'read');
  return presentPolicy(call.store, await findPolicy(call.store, idOrName));
}
