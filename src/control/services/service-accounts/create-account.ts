import { newId } from '#base/ids.ts';
import type { NewServiceAccount, ServiceAccount } from '#contracts/api/service-accounts.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { write, type Written } from '../write.ts';
import { checkApps, checkGroups, checkOwner, groupsTouched } from './check-place.ts';
import { judgedAccount } from './judged-account.ts';
import { presentAccount } from './present-account.ts';

/**
 * Makes a service account. It has no key yet, so nothing that is open changes.
 * @throws Fault `not-permitted`, `conflict`, `invalid-request`
 */
export async function createAccount(call: Call, input: NewServiceAccount): Promise<ServiceAccount> {
  await permit(call, 'write');
  const groups = await checkGroups(call.store, input.groups);
  for (const group of groupsTouched([], groups)) await permit(call, 'write', group);
  const owner = input.owner ?? call.caller.person;
  return write(call, (tx) => insertAccount(tx, { ...input, owner }));
}

/** What a new account is written from. */
type Readers = Pick<Repositories, 'serviceAccounts' | 'serviceKeys' | 'apps' | 'groups' | 'people'>;

/** As `createAccount`, within a transaction; the caller has seen to permission, and without an owner it has none. */
export async function insertAccount(
  tx: Readers,
  { name, description, labels, owner, ...input }: NewServiceAccount,
): Promise<Written<ServiceAccount>> {
  if (await tx.serviceAccounts.findByName(name))
    throw conflict(`A service account is called ${name} already.`);
  const id = newId('serviceAccount');
  const apps = await checkApps(tx, input.apps);
  const groups = await checkGroups(tx, input.groups);
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
    judged: judgedAccount({ after: value }),
  };
}
