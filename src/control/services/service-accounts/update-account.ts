import type { ServiceAccountId } from '#base/ids.ts';
import type { ServiceAccount, ServiceAccountEdit } from '#contracts/api/service-accounts.ts';
import type { NewChange, Repositories, ServiceAccountRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { found, given, write, type Written, written } from '../write.ts';
import { checkApps, checkGroups, checkOwner, groupsTouched } from './check-place.ts';
import { findAccount } from './find-account.ts';
import { judgedAccount } from './judged-account.ts';
import { presentAccount } from './present-account.ts';

/**
 * Changes a service account. Disabling it cuts what it has open; all else has it decided anew, so that what an app
 * was taken away from ends.
 * @throws Fault `not-found`, `changed-meanwhile`, `conflict`, `invalid-request`
 */
export async function updateAccount(
  call: Call,
  target: { readonly account: string; readonly version: number },
  edit: ServiceAccountEdit,
): Promise<ServiceAccount> {
  const { id } = await findAccount(call, target.account, 'write');
  if (edit.groups !== undefined) {
    const groups = await checkGroups(call.store, edit.groups);
    const present = (await call.store.serviceAccounts.directGroups([id])).get(id) ?? [];
    const before = present.map((group) => group.id);
    for (const group of groupsTouched(before, groups)) await permit(call, 'write', group);
  }
  return write(call, (tx) => editAccount(tx, { id, version: target.version }, edit));
}

/** As `updateAccount`, within a transaction; the caller has seen to permission. */
export async function editAccount(
  tx: Pick<Repositories, 'serviceAccounts' | 'serviceKeys' | 'apps' | 'groups' | 'people'>,
  { id, version }: { readonly id: ServiceAccountId; readonly version: number },
  edit: ServiceAccountEdit,
): Promise<Written<ServiceAccount>> {
  const row = found(await tx.serviceAccounts.find(id));
  const before = await presentAccount(tx, row);
  const fields = await fieldsOf(tx, row, edit);
  const after = written(await tx.serviceAccounts.update({ id, version }, fields));
  if (edit.groups !== undefined) await tx.serviceAccounts.setGroups(id, await checkGroups(tx, edit.groups));
  const value = await presentAccount(tx, after);
  return {
    value,
    event: { kind: 'object-changed', about: [id], data: { type: 'service-account', before, after: value } },
    changes: changesOf(row, after),
    judged: judgedAccount({ before, after: value }),
  };
}

async function fieldsOf(
  tx: Pick<Repositories, 'serviceAccounts' | 'apps' | 'people'>,
  row: ServiceAccountRow,
  edit: ServiceAccountEdit,
) {
  const { name, description, state, labels, owner } = edit;
  if (name !== undefined && name !== row.name && (await tx.serviceAccounts.findByName(name)))
    throw conflict(`A service account is called ${name} already.`);
  const apps = edit.apps === undefined ? undefined : await checkApps(tx, edit.apps);
  // Whoever answers for it already may have been disabled since: then they may stay, but nobody such becomes it.
  const same = owner === row.ownerId;
  const ownerId = typeof owner === 'string' && !same ? await checkOwner(tx, owner) : owner;
  return given({ name, description, state, labels, apps, ownerId });
}

function changesOf(before: ServiceAccountRow, after: ServiceAccountRow): Omit<NewChange, 'actor'>[] {
  const subjects = [after.id];
  const stops = after.state === 'disabled' && before.state !== 'disabled';
  return stops
    ? [{ kind: 'revoke', subjects, cause: 'account-disabled' }]
    : [{ kind: 'recheck', subjects, cause: 'account-changed' }];
}
