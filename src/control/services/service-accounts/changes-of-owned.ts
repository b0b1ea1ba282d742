import type { PersonId } from '#base/ids.ts';
import type { NewChange, Repositories } from '#store/index.ts';

/**
 * What others must hear of the service accounts that somebody answers for, when whether they can has changed: policy
 * sees an owner only while they are enabled, so what the accounts have open is decided anew.
 */
export async function changesOfOwned(
  tx: Pick<Repositories, 'serviceAccounts'>,
  owner: PersonId,
): Promise<Omit<NewChange, 'actor'>[]> {
  const subjects = await tx.serviceAccounts.idsOfOwner(owner);
  return subjects.length === 0 ? [] : [{ kind: 'recheck', subjects, cause: 'account-changed' }];
}
