import type { ServiceAccountId } from '#base/ids.ts';
import { Fault } from '#contracts/errors.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { found, write, type Written } from '../write.ts';
import { findAccount } from './find-account.ts';
import { presentAccount } from './present-account.ts';

/**
 * Removes a service account with its keys, and cuts what it has open.
 * @throws Fault `not-found`, `changed-meanwhile`
 */
export async function removeAccount(
  call: Call,
  { account, version }: { readonly account: string; readonly version: number },
): Promise<void> {
  const { id } = await findAccount(call, account, 'write');
  await write(call, (tx) => deleteAccount(tx, { id, version }));
}

/** As `removeAccount`, within a transaction; the caller has seen to permission. */
export async function deleteAccount(
  tx: Pick<Repositories, 'serviceAccounts' | 'serviceKeys' | 'apps' | 'people'>,
  { id, version }: { readonly id: ServiceAccountId; readonly version: number },
): Promise<Written<undefined>> {
  const row = found(await tx.serviceAccounts.find(id));
  if (row.version !== version) throw new Fault('changed-meanwhile', `version ${row.version}`);
  const before = await presentAccount(tx, row);
  await tx.serviceAccounts.remove(id);
  return {
    value: undefined,
    event: { kind: 'object-removed', about: [id], data: { type: 'service-account', before } },
    changes: [{ kind: 'revoke', subjects: [id], cause: 'account-disabled' }],
  };
}
