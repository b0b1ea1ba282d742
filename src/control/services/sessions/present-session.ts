import type { Session } from '#contracts/api/sessions.ts';
import type { Repositories, SessionRow } from '#store/index.ts';
import type { Call } from '../call.ts';

/** Shows sessions as the API has them; what opens them is not among it. */
export async function presentSessions(
  call: Pick<Call, 'caller'>,
  store: Pick<Repositories, 'people'>,
  rows: readonly SessionRow[],
): Promise<Session[]> {
  const people = await store.people.findMany([...new Set(rows.map((row) => row.personId))]);
  const names = new Map(people.map((person) => [person.id, person.name]));
  return rows.map((row) => ({
    id: row.id,
    person: { id: row.personId, name: names.get(row.personId) ?? '' },
    methods: row.methods,
    authenticatedAt: row.authenticatedAt,
    createdAt: row.createdAt,
    lastActiveAt: row.lastActiveAt,
    expiresAt: row.endsAt,
    address: row.address,
    userAgent: row.userAgent,
    endedAt: row.endedAt,
    endReason: row.endReason,
    current: row.id === call.caller.session,
  }));
}
