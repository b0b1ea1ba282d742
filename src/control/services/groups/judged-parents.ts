import type { Group } from '#contracts/api/groups.ts';
import type { Repositories } from '#store/index.ts';
import { judgedMembership } from '../people/judged-person.ts';
import type { Judged } from '../second-person/judged.ts';

/** A group that comes into others, with everybody in it, as it is judged. */
export async function judgedParents(
  tx: Pick<Repositories, 'groups' | 'policies'>,
  { before, after }: { readonly before: Group; readonly after: Group },
): Promise<readonly Judged[]> {
  const had = new Set(before.parents);
  const groups = after.parents.filter((id) => !had.has(id));
  const { id, name } = after;
  return judgedMembership(tx, { groups, id, name, detail: { in: groups } });
}
