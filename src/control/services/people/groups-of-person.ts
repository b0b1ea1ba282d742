import type { PersonId, ProviderId } from '#base/ids.ts';
import type { PersonGroup } from '#contracts/api/people.ts';
import type { Call } from '../call.ts';
import { getPerson } from './get-person.ts';

/**
 * Lists every group of a person with whose word it is, ours, a provider's, or that of a group which is in another.
 * Whoever may not read everybody reads their own.
 * @throws Fault `not-found`
 */
export async function groupsOfPerson(
  call: Call,
  id: PersonId,
): Promise<{ readonly known: boolean; readonly items: readonly PersonGroup[] }> {
  await getPerson(call, id);
  const [words, closure] = await Promise.all([
    call.store.groups.membershipsOf(id),
    call.store.groups.ofPeople([id]),
  ]);
  const direct = [...new Set(words.map((word) => word.id))];
  const above = await call.store.groups.above(direct);
  const items = new Map<string, PersonGroup>();
  const entry = (group: { readonly id: string; readonly name: string }): PersonGroup => {
    const known = items.get(group.id);
    if (known !== undefined) return known;
    const made = { id: group.id, name: group.name, ours: false, providers: [], through: [] };
    items.set(group.id, made);
    return made;
  };
  for (const { provider, ...group } of words) {
    const found = entry(group);
    if (provider === null) found.ours = true;
    else found.providers.push(named(provider));
  }
  for (const [from, groups] of above) {
    const name = items.get(from)?.name ?? from;
    for (const group of groups) if (group.id !== from) entry(group).through.push({ id: from, name });
  }
  for (const { through } of items.values()) through.sort(byName);
  return { known: closure.has(id), items: [...items.values()].sort(byName) };
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name.localeCompare(other.name);
}

const named = ({ id, title }: { readonly id: ProviderId; readonly title: string }) => ({ id, title });
