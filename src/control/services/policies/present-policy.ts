import { isId } from '#base/ids.ts';
import type { Policy } from '#contracts/api/policies.ts';
import type { PolicyRow, Repositories } from '#store/index.ts';
import { found } from '../write.ts';
import { showNames } from './resolve-names.ts';

type Names = Pick<Repositories, 'apps' | 'groups' | 'people' | 'serviceAccounts'>;

/** Shows policies as the API has them, with names in their text. */
export async function presentPolicies(store: Names, rows: readonly PolicyRow[]): Promise<Policy[]> {
  const texts = await showNames(
    store,
    rows.map((row) => row.text),
  );
  return rows.map((row, index) => ({ ...row, text: texts[index] ?? row.text }));
}

/** Shows one policy. */
export async function presentPolicy(store: Names, row: PolicyRow): Promise<Policy> {
  const [text = row.text] = await showNames(store, [row.text]);
  return { ...row, text };
}

/** Looks for a policy by its id or its name. */
export function lookForPolicy(
  store: Pick<Repositories, 'policies'>,
  idOrName: string,
): Promise<PolicyRow | undefined> {
  return isId('policy', idOrName) ? store.policies.find(idOrName) : store.policies.findByName(idOrName);
}

/** Finds a policy by its id or its name, for whoever may read. @throws Fault `not-found` */
export async function findPolicy(
  store: Pick<Repositories, 'policies'>,
  idOrName: string,
): Promise<PolicyRow> {
  return found(await lookForPolicy(store, idOrName));
}
