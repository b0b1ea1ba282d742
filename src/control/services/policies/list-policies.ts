import type { Policy } from '#contracts/api/policies.ts';
import type { Page, PageRequest } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { presentPolicies } from './present-policy.ts';

/** Lists policies, newest first. */
export async function listPolicies(call: Call, request: PageRequest): Promise<Page<Policy>> {
  await permit(call, 'read');
  const page = await call.store.policies.list(request);
  return { ...page, items: await presentPolicies(call.store, page.items) };
}
