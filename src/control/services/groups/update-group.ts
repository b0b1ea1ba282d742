import type { GroupId } from '#base/ids.ts';
import type { Group, GroupEdit } from '#contracts/api/groups.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permitOn } from '../permit.ts';
import { inside } from '../permit-again.ts';
import { found, given, writeStanding, type Written, written } from '../write.ts';
import { judgedParents } from './judged-parents.ts';
import { lookForGroup, presentGroup } from './present-group.ts';
import { changedParents, permitGroups, setParents } from './set-parents.ts';

/**
 * Changes a group; what people below it have open is decided anew.
 * @throws Fault `not-found`, `changed-meanwhile`, `conflict`
 */
export async function updateGroup(
  call: Call,
  target: { readonly group: string; readonly version: number },
  edit: GroupEdit,
): Promise<Group> {
  const row = await lookForGroup(call.store, target.group);
  const { id } = await permitOn(call, { action: 'write', type: 'Group', row });
  return writeStanding(call, async (tx) => {
    await permitGroups(inside(call, tx), await changedParents(tx, id, edit.parents));
    return editGroup(tx, { id, version: target.version }, edit);
  });
}

/** As `updateGroup`, within a transaction; the caller has seen to permission. */
export async function editGroup(
  tx: Pick<Repositories, 'groups' | 'policies'>,
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
    judged: await judgedParents(tx, { before, after: value }),
  };
}
