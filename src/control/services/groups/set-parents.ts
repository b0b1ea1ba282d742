import type { GroupId } from '#base/ids.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict, wrongField } from '../conflict.ts';
import { permit } from '../permit.ts';

/**
 * Lets a call go on only if it may change each of these groups: whoever puts somebody, or another group, into one
 * hands on all that the group may do.
 * @throws Fault `not-permitted`
 */
export async function permitGroups(call: Call, groups: readonly GroupId[]): Promise<void> {
  for (const id of new Set(groups)) await permit(call, 'write', { type: 'Group', id });
}

/** Gives the groups that a group would be put into or taken out of; undefined parents stay. */
export async function changedParents(
  tx: Pick<Repositories, 'groups'>,
  id: GroupId | undefined,
  parents: readonly GroupId[] | undefined,
): Promise<readonly GroupId[]> {
  if (parents === undefined) return [];
  const before = id === undefined ? [] : ((await tx.groups.parentsOf([id])).get(id) ?? []);
  return [
    ...parents.filter((parent) => !before.includes(parent)),
    ...before.filter((parent) => !parents.includes(parent)),
  ];
}

/**
 * Puts a group into others in place of those it was in. A circle is refused: nobody could say any more who is
 * in what.
 * @throws Fault `invalid-request`, `conflict`
 */
export async function setParents(
  tx: Pick<Repositories, 'groups'>,
  id: GroupId,
  parents: readonly GroupId[],
): Promise<void> {
  const distinct = [...new Set(parents)];
  for (const parent of distinct) {
    if (!(await tx.groups.find(parent))) throw wrongField('parents', `${parent} does not exist`);
  }
  const above = new Set<GroupId>();
  let level: readonly GroupId[] = distinct;
  while (level.length > 0) {
    if (level.includes(id)) throw conflict('A group cannot be in itself, not even through others.');
    for (const group of level) above.add(group);
    const next = [...(await tx.groups.parentsOf(level)).values()].flat();
    level = [...new Set(next)].filter((group) => !above.has(group));
  }
  await tx.groups.setParents(id, distinct);
}
