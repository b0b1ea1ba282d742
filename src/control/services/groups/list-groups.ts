import type { Group } from '#contracts/api/groups.ts';
import type { Page, PageRequest } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { presentGroups } from './present-group.ts';

/** Lists groups, newest first. */
export async function listGroups(
  call: Call,
  request: PageRequest & { readonly search?: string | undefined },
): Promise<Page<Group>> {
  await permit(call, 'read');
  const page = await call.store.groups.list(request);
  return { ...page, items: await presentGroups(call.store, page.items) };
}
