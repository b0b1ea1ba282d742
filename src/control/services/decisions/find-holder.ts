import { isId } from '#base/ids.ts';
import type { Repositories } from '#store/index.ts';
import type { AskedHolder } from './asked-input.ts';

/** Finds a person by id or by what they sign in with, or a service account by id or name. */
export async function findHolder(
  store: Pick<Repositories, 'people' | 'serviceAccounts'>,
  named: string,
): Promise<AskedHolder | undefined> {
  const person = isId('person', named)
    ? await store.people.find(named)
    : await store.people.findLocal(named.toLowerCase());
  if (person !== undefined) return { kind: 'person', row: person };
  const account = isId('serviceAccount', named)
    ? await store.serviceAccounts.find(named)
    : await store.serviceAccounts.findByName(named);
  return account === undefined ? undefined : { kind: 'account', row: account };
}
