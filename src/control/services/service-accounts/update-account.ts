import type { GroupId, ServiceAccountId } from '#base/ids.ts';
import type { ServiceAccount, ServiceAccountEdit } from '#contracts/api/service-accounts.ts';
import type { NewChange, Repositories, ServiceAccountRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { found, given, write, written } from '../write.ts';
import { checkApps, checkGroups, checkOwner } from './check-place.ts';
import { findAccount } from './find-account.ts';
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
  const groups = edit.groups === undefined ? undefined : await newGroups(call, id, edit.groups);
  return write(call, async (tx) => {
    const row = found(await tx.serviceAccounts.find(id));
    const before = await presentAccount(tx, row);
    const fields = await fieldsOf(tx, row, edit);
    const after = written(await tx.serviceAccounts.update({ id, version: target.version }, fields));
    if (groups !== undefined) await tx.serviceAccounts.setGroups(id, groups);
    const value = await presentAccount(tx, after);
    return {
      value,
      event: {
        kind: 'object-changed',
        about: [id],
        data: { type: 'service-account', before, after: value },
      },
      changes: changesOf(row, after),
    };
  });
}

async function newGroups(call: Call, id: ServiceAccountId, groups: readonly GroupId[]): Promise<GroupId[]> {
  const present = (await call.store.serviceAccounts.directGroups([id])).get(id) ?? [];
  return checkGroups(call, { groups, present: present.map((group) => group.id) });
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
