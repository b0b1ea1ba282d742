import { newId } from '#base/ids.ts';
import type { Invitation, OneTimeLink, Person } from '#contracts/api/people.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permitGroups } from '../groups/set-parents.ts';
import { permit } from '../permit.ts';
import { write } from '../write.ts';
import { judgedMembership, judgedPerson } from './judged-person.ts';
import { makeLink } from './make-link.ts';
import { presentPerson } from './present-person.ts';
import { permitBecoming } from './permit-on-administrator.ts';

/** Who vouches for people that sign in with credentials of ours. */
const ourselves = 'local';

/**
 * Adds a person of our own, in their groups from the start, and makes the link by which they choose how to sign
 * in. Roles need the right to grant them, and a group the right to change it: whoever is in it has what it may do.
 * @throws Fault `not-permitted`, `conflict` when somebody of ours signs in by this address
 */
export async function invitePerson(
  call: Call,
  input: Invitation,
): Promise<{ readonly person: Person; readonly link: OneTimeLink }> {
  await permit(call, 'write');
  if (input.roles.length > 0) await permit(call, 'grantRole');
  await permitGroups(call, input.groups);
  const { name, roles, labels } = input;
  const email = input.email.normalize('NFKC').toLowerCase();
  const person = await write(call, async (tx) => {
    const id = newId('person');
    if (await tx.people.findLocal(email)) throw conflict(`Somebody signs in as ${email} already.`);
    const local = { issuer: ourselves, subject: id, state: 'invited' as const };
    const row = await tx.people.insert({ ...local, id, name, email, roles, labels });
    for (const group of input.groups) await tx.groups.addMember(group, id);
    await permitBecoming(call, tx, { row });
    const value = await presentPerson(tx, row);
    return {
      value,
      event: { kind: 'object-created', about: [id, ...input.groups], data: { type: 'person', after: value } },
      changes: [],
      judged: [
        await judgedPerson(tx, { after: value }),
        ...(await judgedMembership(tx, { ...value, groups: input.groups, detail: { in: input.groups } })),
      ],
    };
  });
  return { person, link: await makeLink(call, { kind: 'invitation', person: person.id }) };
}
