import type { Report } from '#contracts/api/reports.ts';
import type { ReportRow, Repositories } from '#store/index.ts';

/** Shows reports as the API has them. */
export async function presentReports(
  store: Pick<Repositories, 'people'>,
  rows: readonly ReportRow[],
): Promise<Report[]> {
  const people = await store.people.findMany([...new Set(rows.map((row) => row.personId))]);
  const names = new Map(people.map((person) => [person.id, person.name]));
  return rows.map(({ id, personId, about, done, createdAt, acknowledgedAt, acknowledgedBy }) => ({
    id,
    person: { id: personId, name: names.get(personId) ?? '' },
    about,
    done,
    createdAt,
    acknowledgedAt,
    acknowledgedBy: acknowledgedBy && (acknowledgedBy.name ?? acknowledgedBy.id ?? acknowledgedBy.kind),
  }));
}
