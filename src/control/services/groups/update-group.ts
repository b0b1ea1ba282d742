import type { Group, GroupEdit } from '#contracts/api/groups.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { found, given, write, written } from '../write.ts';
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
  return write(call, async (tx) => {
    const before = await presentGroup(tx, found(await tx.groups.find(id)));
    const { name, description, parents } = edit;
    const fields = given({ name, description });
    const after = written(await tx.groups.update({ id, version: target.version }, fields));
    if (parents !== undefined) await setParents(tx, id, parents);
    const value = await presentGroup(tx, after);
    return {
      value,
      event: { kind: 'object-changed', about: [id], data: { type: 'group', before, after: value } },
      // Every grant names the whole closure of its person's groups, so this reaches those below as well.
      changes: [{ kind: 'recheck', subjects: [id], cause: 'group-changed' }],
    };
  });
}
