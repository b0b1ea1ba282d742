import type { AppId, GroupId, PersonId } from '#base/ids.ts';
import type { ManagedFacts } from '#contracts/access.ts';
import type { Repositories } from '#store/index.ts';
import { wrongField } from '../conflict.ts';
import { found } from '../write.ts';

/**
 * Gives the apps that an account or key is to open, each once. Sallyport's own are refused here as they are at every
 * gateway: a key that could open the console would be an administrator without a second factor.
 * @throws Fault `invalid-request`
 */
export async function checkApps(store: Pick<Repositories, 'apps'>, apps: readonly AppId[]): Promise<AppId[]> {
  const distinct = [...new Set(apps)];
  const rows = new Map((await store.apps.findMany(distinct)).map((row) => [row.id, row]));
  for (const id of distinct) {
    const row = rows.get(id);
    if (row === undefined) throw wrongField('apps', `have ${id}, which does not exist`);
    if (row.system !== null)
      throw wrongField('apps', `have ${row.name}, which is Sallyport’s own and opens for people only`);
  }
  return distinct;
}

/** Gives the groups that an account is to be in, each once. @throws Fault `invalid-request` */
export async function checkGroups(
  store: Pick<Repositories, 'groups'>,
  groups: readonly GroupId[],
): Promise<GroupId[]> {
  const distinct = [...new Set(groups)];
  const known = new Set((await store.groups.findMany(distinct)).map(({ id }) => id));
  for (const id of distinct)
    if (!known.has(id)) throw wrongField('groups', `have ${id}, which does not exist`);
  return distinct;
}

/**
 * Says which groups an account comes into or leaves. Whoever does that must be allowed to change those groups: else
 * making an account would be a way into any group's rights.
 */
export function groupsTouched(
  before: readonly GroupId[],
  after: readonly GroupId[],
): readonly ManagedFacts[] {
  const touched = [
    ...after.filter((id) => !before.includes(id)),
    ...before.filter((id) => !after.includes(id)),
  ];
  return touched.map((id) => ({ type: 'Group', id }));
}

/** Gives whoever is to answer for an account. @throws Fault `not-found`, `invalid-request` for one who is not enabled */
export async function checkOwner(store: Pick<Repositories, 'people'>, owner: PersonId): Promise<PersonId> {
  const row = found(await store.people.find(owner));
  if (row.state !== 'enabled') throw wrongField('owner', 'is not enabled');
  return row.id;
}
