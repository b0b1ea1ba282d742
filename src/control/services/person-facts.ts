import type { PersonId } from '#base/ids.ts';
import type { GroupFacts, PersonFacts } from '#contracts/access.ts';
import type { PersonRow, Repositories } from '#store/index.ts';

/** Reads an enabled person as policy sees them, with the closure of their groups; undefined: may do nothing. */
export async function personFacts(
  store: Pick<Repositories, 'people' | 'groups'>,
  id: PersonId,
): Promise<PersonFacts | undefined> {
  const [row, groups] = await Promise.all([store.people.find(id), store.groups.ofPeople([id])]);
  if (row?.state !== 'enabled') return undefined;
  return factsOfPerson(row, groups.get(id));
}

/** Makes a person's facts of their row and groups; undefined groups are unknown ones. */
export function factsOfPerson(row: PersonRow, groups: readonly GroupFacts[] | undefined): PersonFacts {
  const { id, issuer, subject, name, email, roles, labels } = row;
  return {
    kind: 'person',
    id,
    issuer,
    subject,
    name,
    ...(email === null ? {} : { email }),
    roles,
    labels,
    ...(groups === undefined ? {} : { groups }),
  };
}
