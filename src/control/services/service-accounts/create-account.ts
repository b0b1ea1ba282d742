import { newId } from '#base/ids.ts';
import type { NewServiceAccount, ServiceAccount } from '#contracts/api/service-accounts.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { write } from '../write.ts';
import { checkApps, checkGroups, checkOwner } from './check-place.ts';
import { presentAccount } from './present-account.ts';

/**
 * Makes a service account. It has no key yet, so nothing that is open changes.
 * @throws Fault `not-permitted`, `conflict`, `invalid-request`
 */
export async function createAccount(call: Call, input: NewServiceAccount): Promise<ServiceAccount> {
  await permit(call, 'write');
  const { name, description, labels } = input;
  const owner = input.owner ?? call.caller.person;
  const groups = await checkGroups(call, { groups: input.groups, present: [] });
  return write(call, async (tx) => {
    if (await tx.serviceAccounts.findByName(name))
      throw conflict(`A service account is called ${name} already.`);
    const id = newId('serviceAccount');
    const apps = await checkApps(tx, input.apps);
    const ownerId = owner === undefined ? null : await checkOwner(tx, owner);
    const row = await tx.serviceAccounts.insert({ id, name, description, ownerId, apps, labels });
    await tx.serviceAccounts.setGroups(id, groups);
    const value = await presentAccount(tx, row);
    return {
      value,
      event: {
        kind: 'object-created',
        about: [id, ...(ownerId === null ? [] : [ownerId])],
        data: { type: 'service-account', after: value },
      },
      changes: [],
    };
  });
}
