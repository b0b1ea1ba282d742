import type { DecisionInput, GroupFacts } from '#contracts/access.ts';
import type { FactChange } from '#contracts/explanation.ts';
import { satisfy } from '../challenge.ts';

/** A group with every group that it is in, directly or through others. */
export type GroupsAbove = Readonly<Record<string, readonly GroupFacts[]>>;

/** The input as it would be after a change; a group that is not among `above` is taken to be in no other. */
export function applyChange(input: DecisionInput, change: FactChange, above: GroupsAbove): DecisionInput {
  switch (change.kind) {
    case 'sign-in':
      return { ...input, authn: satisfy(input.authn, change.need, input.time.at) };
    case 'join-group': {
      const { group } = change;
      const own = Object.hasOwn(above, group) ? above[group] : undefined;
      return withGroups(input, (groups) => [
        ...groups,
        ...(own ?? [{ id: group, name: group, parents: [] }]),
      ]);
    }
    case 'leave-group':
      return withGroups(input, (groups) => without(groups, change.group));
    case 'network': {
      // Where the other address is, is not known.
      const [address = ''] = change.range.split('/');
      return { ...input, network: { address } };
    }
    case 'country':
      return { ...input, network: { ...input.network, country: change.country } };
    case 'time':
      return { ...input, time: { ...input.time, at: change.at } };
  }
}

function withGroups(
  input: DecisionInput,
  change: (groups: readonly GroupFacts[]) => readonly GroupFacts[],
): DecisionInput {
  const { principal } = input;
  const groups = [...new Map(change(principal.groups ?? []).map((group) => [group.id, group])).values()];
  return { ...input, principal: { ...principal, groups } };
}

/** Whoever leaves a group leaves all through which they are in it as well. */
function without(groups: readonly GroupFacts[], left: string): readonly GroupFacts[] {
  const gone = new Set([left]);
  for (let before = 0; before < gone.size; ) {
    before = gone.size;
    for (const { id, parents } of groups) if (parents.some((parent) => gone.has(parent))) gone.add(id);
  }
  return groups.filter(({ id }) => !gone.has(id));
}
