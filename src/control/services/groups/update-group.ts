import type { GroupId } from '#base/ids.ts';
import type { Group, GroupEdit } from '#contracts/api/groups.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { found, given, write, type Written, written } from '../write.ts';
import { findGroup, presentGroup } from './present-group.ts';
import { setParents } from './set-parents.ts';

/**
 * Changes a group; what people below it have open is decided anew.
 * @throws Fault `not-found`, `changed-meanwhile`, `conflict`
 */
export async function updateGroup(
  call: Call,
  target: { readonly group: string; readonly version: number },
  edit: GroupEdit,
): Promise<Group> {
  const { id } = await findGroup(call.store, target.group);
  await permit(call, 'write', { type: 'Group', id });
  return write(call, (tx) => editGroup(tx, { id, version: target.version }, edit));
}

/** As `updateGroup`, within a transaction; the caller has seen to permission. */
export async function editGroup(
  tx: Pick<Repositories, 'groups'>,
  { id, version }: { readonly id: GroupId; readonly version: number },
  { name, description, parents }: GroupEdit,
): Promise<Written<Group>> {
  const before = await presentGroup(tx, found(await tx.groups.find(id)));
  const after = written(await tx.groups.update({ id, version }, given({ name, description })));
  if (parents !== undefined) await setParents(tx, id, parents);
  const value = await presentGroup(tx, after);
  return {
    value,
    event: { kind: 'object-changed', about: [id], data: { type: 'group', before, after: value } },
    // Every grant names the whole closure of its person's groups, so this reaches those below as well.
    changes: [{ kind: 'recheck', subjects: [id], cause: 'group-changed' }],
  };
}
