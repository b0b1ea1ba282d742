import { isId } from '#base/ids.ts';
import type { AdministrativeAction } from '#contracts/access.ts';
import type { ServiceAccountRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { organisation, permit } from '../permit.ts';
import { found } from '../write.ts';

/**
 * Finds a service account by its id or name for somebody who may do this to it. Whoever may not learns nothing about
 * which there are.
 * @throws Fault `not-permitted`, `not-found`
 */
export async function findAccount(
  call: Call,
  idOrName: string,
  action: AdministrativeAction,
): Promise<ServiceAccountRow> {
  const { serviceAccounts } = call.store;
  const row = isId('serviceAccount', idOrName)
    ? await serviceAccounts.find(idOrName)
    : await serviceAccounts.findByName(idOrName);
  await permit(call, action, row === undefined ? organisation : { type: 'ServiceAccount', id: row.id });
  return found(row);
}
