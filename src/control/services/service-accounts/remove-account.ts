import { Fault } from '#contracts/errors.ts';
import type { Call } from '../call.ts';
import { found, write } from '../write.ts';
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
  await write(call, async (tx) => {
    const row = found(await tx.serviceAccounts.find(id));
    if (row.version !== version) throw new Fault('changed-meanwhile', `version ${row.version}`);
    const before = await presentAccount(tx, row);
    await tx.serviceAccounts.remove(id);
    return {
      value: undefined,
      event: { kind: 'object-removed', about: [id], data: { type: 'service-account', before } },
      changes: [{ kind: 'revoke', subjects: [id], cause: 'account-disabled' }],
    };
  });
}
