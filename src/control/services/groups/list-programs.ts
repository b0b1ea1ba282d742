import type { ServiceAccount } from '#contracts/api/service-accounts.ts';
import type { Page, PageRequest } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { presentAccounts } from '../service-accounts/present-account.ts';
import { findGroup } from './present-group.ts';

/** Lists the programs that are directly in a group: a policy that speaks of it speaks of them too. */
export async function listPrograms(
  call: Call,
  group: string,
  request: PageRequest,
): Promise<Page<ServiceAccount>> {
  await permit(call, 'read');
  const { id } = await findGroup(call.store, group);
  const page = await call.store.serviceAccounts.inGroup(id, request);
  return { ...page, items: await presentAccounts(call.store, page.items) };
}
