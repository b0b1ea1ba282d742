import type { PersonId } from '#base/ids.ts';
import { Fault } from '#contracts/errors.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { changesOfOwned } from '../service-accounts/changes-of-owned.ts';
import { found, writeStanding } from '../write.ts';
import { keepAnOwner } from './keep-an-owner.ts';
import { presentPerson } from './present-person.ts';
import { permitOnAdministrator } from './permit-on-administrator.ts';

/**
 * Removes a person with all that is theirs, and cuts what they have open.
 * @throws Fault `not-found`, `changed-meanwhile`, `last-owner`
 */
export async function removePerson(
  call: Call,
  { id, version }: { readonly id: PersonId; readonly version: number },
): Promise<void> {
  await permit(call, 'write', { type: 'Person', id });
  await writeStanding(call, async (tx) => {
    await keepAnOwner(tx, id);
    const row = found(await tx.people.find(id));
    if (row.version !== version) throw new Fault('changed-meanwhile', `version ${row.version}`);
    // Taking somebody away who has a role takes the role away.
    await permitOnAdministrator(call, tx, row);
    const before = await presentPerson(tx, row);
    const owned = await changesOfOwned(tx, id);
    await tx.people.remove(id);
    return {
      value: undefined,
      event: { kind: 'object-removed', about: [id], data: { type: 'person', before } },
      changes: [{ kind: 'revoke', subjects: [id], cause: 'person-disabled' }, ...owned],
    };
  });
}
