import type { GroupId } from '#base/ids.ts';
import type { Repositories } from '#store/index.ts';
import { conflict, wrongField } from '../conflict.ts';

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
