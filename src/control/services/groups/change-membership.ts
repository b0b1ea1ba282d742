import type { PersonId } from '#base/ids.ts';
import type { Call } from '../call.ts';
import { judgedMembership } from '../people/judged-person.ts';
import { permitOn } from '../permit.ts';
import { found, writeStanding } from '../write.ts';
import { lookForGroup } from './present-group.ts';

/**
 * Puts a person into a group or takes them out. Both are said about the person: a grant made before they were in
 * the group does not rest on the group. Doing what is done already changes nothing and is not on record.
 * @throws Fault `not-found`
 */
export async function changeMembership(
  call: Call,
  membership: { readonly group: string; readonly person: PersonId; readonly to: 'in' | 'out' },
): Promise<void> {
  const row = await lookForGroup(call.store, membership.group);
  const { person, to } = membership;
  const group = await permitOn(call, { action: 'write', type: 'Group', row });
  const member = found(await call.store.people.find(person));
  // Our own word alone: what a provider says stands beside it, and goes when the provider says otherwise.
  const isIn = await call.store.groups.isMember(group.id, person);
  if (isIn === (to === 'in')) return;
  await writeStanding(call, async (tx) => {
    found(await tx.groups.find(group.id));
    const before = await tx.groups.isMember(group.id, person);
    if (to === 'in') await tx.groups.addMember(group.id, person);
    else await tx.groups.removeMember(group.id, person);
    const shown = { id: group.id, name: group.name };
    const joined = { groups: [group.id], id: person, name: member.name, detail: { in: shown } };
    return {
      value: undefined,
      event: {
        kind: 'object-changed',
        about: [group.id, person],
        data: { type: 'membership', group: shown, before, after: to === 'in' },
      },
      changes: [{ kind: 'recheck', subjects: [person], cause: 'group-changed' }],
      judged: to === 'out' ? [] : await judgedMembership(tx, joined),
    };
  });
}
