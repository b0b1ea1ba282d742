import { newId } from '#base/ids.ts';
import type { Group, NewGroup } from '#contracts/api/groups.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { inside } from '../permit-again.ts';
import { writeStanding, type Written } from '../write.ts';
import { presentGroup } from './present-group.ts';
import { permitGroups, setParents } from './set-parents.ts';

/**
 * Makes a group; nobody is in it yet, so nothing that is open changes.
 * @throws Fault `conflict`, `not-permitted`
 */
export async function createGroup(call: Call, input: NewGroup): Promise<Group> {
  await permit(call, 'write');
  return writeStanding(call, async (tx) => {
    await permitGroups(inside(call, tx), input.parents);
    return insertGroup(tx, input);
  });
}

/** As `createGroup`, within a transaction; the caller has seen to permission. */
export async function insertGroup(
  tx: Pick<Repositories, 'groups'>,
  { name, description, parents }: NewGroup,
): Promise<Written<Group>> {
  if (await tx.groups.findByName(name)) throw conflict(`A group is called ${name} already.`);
  const id = newId('group');
  const row = await tx.groups.insert({ id, name, description });
  await setParents(tx, id, parents);
  const value = await presentGroup(tx, row);
  return {
    value,
    event: { kind: 'object-created', about: [id], data: { type: 'group', after: value } },
    changes: [],
  };
}
