import type { Person } from '#contracts/api/people.ts';
import type { Repositories } from '#store/index.ts';
import { groupsAdminister, labelsAdminister, personAdministers } from '../second-person/administering.ts';
import type { Judged } from '../second-person/judged.ts';

type Read = Pick<Repositories, 'policies' | 'groups' | 'people'>;

/** A person before and after, as it is judged. To be called after they were written. */
export async function judgedPerson(
  tx: Read,
  { before, after }: { readonly before?: Person; readonly after: Person },
): Promise<Judged> {
  const standing = {
    administers: await personAdministers(tx, after.id),
    labelsAdminister: await labelsAdminister(tx),
  };
  return { type: 'person', ...(before === undefined ? {} : { before }), after, ...standing };
}

/** Somebody or something that comes into groups, judged where policies about administration name those. */
export async function judgedMembership(
  tx: Pick<Read, 'policies' | 'groups'>,
  joined: {
    readonly groups: readonly string[];
    readonly id: string;
    readonly name: string;
    readonly detail: Readonly<Record<string, unknown>>;
  },
): Promise<readonly Judged[]> {
  const { groups, id, name, detail } = joined;
  if (groups.length === 0 || !(await groupsAdminister(tx, groups))) return [];
  return [{ type: 'deed', deed: 'group-of-administrators', id, name, detail }];
}
