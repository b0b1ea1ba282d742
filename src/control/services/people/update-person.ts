import type { PersonId } from '#base/ids.ts';
import type { Person, PersonEdit } from '#contracts/api/people.ts';
import type { NewChange, PersonRow, Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { changesOfOwned } from '../service-accounts/changes-of-owned.ts';
import { found, given, writeStanding, written } from '../write.ts';
import { keepAnOwner, ownerRole } from './keep-an-owner.ts';
import { judgedPerson } from './judged-person.ts';
import { presentPerson } from './present-person.ts';
import { labelsNamed } from '../second-person/administering.ts';
import { permitBecoming, permitOnAdministrator } from './permit-on-administrator.ts';

/**
 * Changes a person. Disabling ends their sessions and cuts what they have open; anything that policy may ask
 * about has it decided anew.
 * @throws Fault `not-found`, `changed-meanwhile`, `last-owner`, `conflict`
 */
export async function updatePerson(
  call: Call,
  target: { readonly id: PersonId; readonly version: number },
  edit: PersonEdit,
): Promise<Person> {
  const { id } = target;
  await permit(call, 'write', { type: 'Person', id });
  if (edit.roles !== undefined) await permit(call, 'grantRole', { type: 'Person', id });
  return writeStanding(call, async (tx) => {
    if (stopsBeingOwner(edit)) await keepAnOwner(tx, id);
    const row = found(await tx.people.find(id));
    refuseStateOfInvited(row, edit);
    if (shutsOut(row, edit)) await permitOnAdministrator(call, tx, row);
    const { name, state, roles, labels } = edit;
    const email = edit.email?.normalize('NFKC').toLowerCase();
    const fields = given({ name, email, state, roles, labels });
    // Before it is written: whoever gives themselves a label would be asked as who they became by it.
    if (roles === undefined) await permitBecoming(call, tx, { row: { ...row, ...fields }, before: row });
    const before = await presentPerson(tx, row);
    const after = written(await tx.people.update({ id, version: target.version }, fields));
    const value = await presentPerson(tx, after);
    return {
      value,
      event: { kind: 'object-changed', about: [id], data: { type: 'person', before, after: value } },
      changes: await changesOf(tx, row, after),
      judged: [await judgedPerson(tx, { before, after: value })],
    };
  });
}

/**
 * Whether somebody who administers can sign in, and by which address, is a matter of that: who may only edit people
 * could otherwise shut out all owners but one.
 */
function shutsOut(row: PersonRow, { state, email }: PersonEdit): boolean {
  return (state !== undefined && state !== row.state) || (email !== undefined && email !== row.email);
}

function stopsBeingOwner(edit: PersonEdit): boolean {
  return edit.state === 'disabled' || (edit.roles !== undefined && !edit.roles.includes(ownerRole));
}

function refuseStateOfInvited(row: PersonRow, edit: PersonEdit): void {
  // Enabling somebody who never chose how to sign in would leave an account without credentials.
  if (row.state === 'invited' && edit.state === 'enabled') {
    throw conflict('They become enabled by using their invitation. Make them a new link instead.');
  }
}

async function changesOf(
  tx: Pick<Repositories, 'sessions' | 'links' | 'serviceAccounts' | 'policies'>,
  before: PersonRow,
  after: PersonRow,
): Promise<Omit<NewChange, 'actor'>[]> {
  const subjects = [after.id];
  if (after.state === 'disabled' && before.state !== 'disabled') {
    await tx.sessions.endOfPerson(after.id, 'person-disabled');
    await tx.links.withdraw('invitation', after.id);
    await tx.links.withdraw('reset', after.id);
    return [{ kind: 'revoke', subjects, cause: 'person-disabled' }, ...(await changesOfOwned(tx, after.id))];
  }
  // Whoever made such a link, when there was less to it, could become whoever has the role or the label now.
  const labels = after.labels.filter((label) => !before.labels.includes(label));
  const gained = after.roles.some((role) => !before.roles.includes(role)) || (await labelsNamed(tx, labels));
  if (gained) {
    await tx.links.withdraw('invitation', after.id);
    await tx.links.withdraw('reset', after.id);
  }
  const owned = after.state === before.state ? [] : await changesOfOwned(tx, after.id);
  return [{ kind: 'recheck', subjects, cause: 'person-changed' }, ...owned];
}
