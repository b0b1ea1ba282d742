import type { AppId, GroupId, PersonId } from '#base/ids.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { wrongField } from '../conflict.ts';
import { permit } from '../permit.ts';
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

/**
 * Gives the groups that an account is to be in, each once. Whoever puts it into one, or takes it out, must be allowed
 * to change that group: else making an account would be a way into any group's rights.
 * @throws Fault `invalid-request`, `not-permitted`
 */
export async function checkGroups(
  call: Call,
  { groups, present }: { readonly groups: readonly GroupId[]; readonly present: readonly GroupId[] },
): Promise<GroupId[]> {
  const distinct = [...new Set(groups)];
  const known = new Set((await call.store.groups.findMany(distinct)).map(({ id }) => id));
  for (const id of distinct)
    if (!known.has(id)) throw wrongField('groups', `have ${id}, which does not exist`);
  const changed = [
    ...distinct.filter((id) => !present.includes(id)),
    ...present.filter((id) => !distinct.includes(id)),
  ];
  for (const id of changed) await permit(call, 'write', { type: 'Group', id });
  return distinct;
}

/** Gives whoever is to answer for an account. @throws Fault `not-found`, `invalid-request` for one who is not enabled */
export async function checkOwner(store: Pick<Repositories, 'people'>, owner: PersonId): Promise<PersonId> {
  const row = found(await store.people.find(owner));
  if (row.state !== 'enabled') throw wrongField('owner', 'is not enabled');
  return row.id;
}
