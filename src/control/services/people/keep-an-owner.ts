import { Fault } from '#contracts/errors.ts';
import type { PersonId } from '#base/ids.ts';
import type { Repositories } from '#store/index.ts';

/** The role that may do everything; at least one enabled person has it, always. */
export const ownerRole = 'owner';

/**
 * Lets a person stop being an enabled owner only while another one stays. It locks the owners' rows until the
 * transaction ends: two who remove each other at the same moment come one after the other, and the second is
 * refused. To be called inside the transaction, before the person's row is written.
 * @throws Fault `last-owner`
 */
export async function keepAnOwner(tx: Pick<Repositories, 'people'>, leaving: PersonId): Promise<void> {
  const owners = await tx.people.lockEnabledWithRole(ownerRole);
  const leaves = owners.some((owner) => owner.id === leaving);
  if (!leaves || owners.some((owner) => owner.id !== leaving)) return;
  throw new Fault('last-owner', `${leaving} is the last enabled owner`, {
    details: { detail: 'Make somebody else an owner first.' },
  });
}
