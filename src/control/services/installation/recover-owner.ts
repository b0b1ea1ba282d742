import { isId } from '#base/ids.ts';
import type { OneTimeLink } from '#contracts/api/people.ts';
import type { PersonRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { makeLink } from '../people/make-link.ts';
import { ownerRole } from '../people/keep-an-owner.ts';
import { found, write, written } from '../write.ts';

/**
 * Makes the link by which an owner signs in anew, and makes whoever is named an enabled owner first: the way back
 * in when policy, provider or factor says no. Only the machine's own socket leads here; always on record.
 * @throws Fault `not-found`, `conflict` when it has to be said who
 */
export async function recoverOwner(
  call: Call,
  named: string | undefined,
): Promise<{ readonly person: PersonRow; readonly link: OneTimeLink }> {
  const target = await findTarget(call, named);
  const person = await write(call, async (tx) => {
    const before = found(await tx.people.find(target.id));
    const { id, version, roles } = before;
    const state = before.state === 'invited' ? 'invited' : 'enabled';
    const after = written(
      await tx.people.update({ id, version }, { state, roles: [...new Set([...roles, ownerRole])] }),
    );
    const was = { state: before.state, roles };
    const is = { state: after.state, roles: after.roles };
    return {
      value: after,
      event: { kind: 'recovered', about: [id], data: { what: 'owner-link', before: was, after: is } },
      changes: [{ kind: 'recheck', subjects: [id], cause: 'person-changed' }],
    };
  });
  const kind = person.state === 'invited' ? 'invitation' : 'reset';
  return { person, link: await makeLink(call, { kind, person: person.id }) };
}

async function findTarget(call: Call, named: string | undefined): Promise<PersonRow> {
  const { people } = call.store;
  if (named !== undefined) {
    return found(
      isId('person', named) ? await people.find(named) : await people.findLocal(named.toLowerCase()),
    );
  }
  const owners = await people.lockEnabledWithRole(ownerRole);
  const [only, ...others] = owners.filter((owner) => owner.issuer === 'local');
  if (only !== undefined && others.length === 0) return only;
  const names = owners.map((owner) => owner.email ?? owner.id).join(', ');
  throw conflict(
    names === ''
      ? 'Nobody is an enabled owner. Say who shall be: recover owner-link E-MAIL.'
      : `Say which owner: recover owner-link E-MAIL. There are: ${names}.`,
  );
}
