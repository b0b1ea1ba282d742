import type { Person } from '#contracts/api/people.ts';
import type { PersonRow, Repositories } from '#store/index.ts';

/** Shows people as the API has them. */
export async function presentPeople(
  store: Pick<Repositories, 'groups'>,
  rows: readonly PersonRow[],
): Promise<Person[]> {
  const groups = await store.groups.directlyOf(rows.map((row) => row.id));
  return rows.map((row) => ({ ...row, groups: [...(groups.get(row.id) ?? [])] }));
}

/** Shows one person. */
export async function presentPerson(store: Pick<Repositories, 'groups'>, row: PersonRow): Promise<Person> {
  const groups = await store.groups.directlyOf([row.id]);
  return { ...row, groups: [...(groups.get(row.id) ?? [])] };
}
