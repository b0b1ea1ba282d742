import { isId } from '#base/ids.ts';
import type { Group } from '#contracts/api/groups.ts';
import type { GroupRow, Repositories } from '#store/index.ts';
import { found } from '../write.ts';

/** Shows groups as the API has them. */
export async function presentGroups(
  store: Pick<Repositories, 'groups'>,
  rows: readonly GroupRow[],
): Promise<Group[]> {
  const parents = await store.groups.parentsOf(rows.map((row) => row.id));
  return rows.map((row) => ({ ...row, parents: [...(parents.get(row.id) ?? [])] }));
}

/** Shows one group. */
export async function presentGroup(store: Pick<Repositories, 'groups'>, row: GroupRow): Promise<Group> {
  const parents = await store.groups.parentsOf([row.id]);
  return { ...row, parents: [...(parents.get(row.id) ?? [])] };
}

/** Looks for a group by its id or its name. */
export function lookForGroup(
  store: Pick<Repositories, 'groups'>,
  idOrName: string,
): Promise<GroupRow | undefined> {
  return isId('group', idOrName) ? store.groups.find(idOrName) : store.groups.findByName(idOrName);
}

/** Finds a group by its id or its name, for whoever may read. @throws Fault `not-found` */
export async function findGroup(store: Pick<Repositories, 'groups'>, idOrName: string): Promise<GroupRow> {
  return found(await lookForGroup(store, idOrName));
}
