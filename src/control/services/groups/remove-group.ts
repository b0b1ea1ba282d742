import type { GroupId } from '#base/ids.ts';
import { Fault } from '#contracts/errors.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permitOn } from '../permit.ts';
import { found, writeStanding, type Written } from '../write.ts';
import { lookForGroup, presentGroup } from './present-group.ts';

/** Removes a group; what people below it have open is decided anew. @throws Fault `not-found`, `changed-meanwhile` */
export async function removeGroup(
  call: Call,
  target: { readonly group: string; readonly version: number },
): Promise<void> {
  const row = await lookForGroup(call.store, target.group);
  const { id } = await permitOn(call, { action: 'write', type: 'Group', row });
  await writeStanding(call, (tx) => deleteGroup(tx, { id, version: target.version }));
}

/** As `removeGroup`, within a transaction; the caller has seen to permission. */
export async function deleteGroup(
  tx: Pick<Repositories, 'groups' | 'serviceAccounts'>,
  { id, version }: { readonly id: GroupId; readonly version: number },
): Promise<Written<undefined>> {
  const row = found(await tx.groups.find(id));
  if (row.version !== version) throw new Fault('changed-meanwhile', `version ${row.version}`);
  const before = await presentGroup(tx, row);
  const members = [...(await tx.groups.memberIds(id)), ...(await tx.serviceAccounts.idsInGroup(id))];
  await tx.groups.remove(id);
  return {
    value: undefined,
    event: { kind: 'object-removed', about: [id], data: { type: 'group', before, members } },
    changes: [{ kind: 'recheck', subjects: [id], cause: 'group-changed' }],
  };
}
