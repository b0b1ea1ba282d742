import type { Member } from '#contracts/api/groups.ts';
import type { Page, PageRequest } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { findGroup } from './present-group.ts';

/** Lists the people who are directly in a group. */
export async function listMembers(call: Call, group: string, request: PageRequest): Promise<Page<Member>> {
  await permit(call, 'read');
  const { id } = await findGroup(call.store, group);
  return call.store.groups.members(id, request);
}
