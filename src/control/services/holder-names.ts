import { isId } from '#base/ids.ts';
import type { Repositories } from '#store/index.ts';

/** The names that people and service accounts have now, by their ids; what is no id of either is left out. */
export async function holderNames(
  store: Pick<Repositories, 'people' | 'serviceAccounts'>,
  ids: Iterable<string | undefined>,
): Promise<ReadonlyMap<string, string>> {
  const distinct = [...new Set(ids)].filter((id) => id !== undefined);
  const [people, accounts] = await Promise.all([
    store.people.findMany(distinct.filter((id) => isId('person', id))),
    store.serviceAccounts.findMany(distinct.filter((id) => isId('serviceAccount', id))),
  ]);
  return new Map<string, string>([...people, ...accounts].map(({ id, name }) => [id, name]));
}
