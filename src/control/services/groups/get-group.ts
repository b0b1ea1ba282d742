import type { Group } from '#contracts/api/groups.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { findGroup, presentGroup } from './present-group.ts';

/** Reads one group by its id or name. */
export async function getGroup(call: Call, idOrName: string): Promise<Group> {
  await permit(call, 'read');
  return presentGroup(call.store, await findGroup(call.store, idOrName));
}
