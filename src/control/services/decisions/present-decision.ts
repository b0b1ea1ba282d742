import { isId } from '#base/ids.ts';
import type { DecisionSummary } from '#contracts/api/decisions.ts';
import { reasonOf } from '#contracts/reasons.ts';
import type { Repositories } from '#store/index.ts';
import type { StoredDecision } from './stored-decision.ts';

/** Shows decisions in a list, with the names that people and apps have now. */
export async function summaries(
  store: Pick<Repositories, 'people' | 'apps'>,
  decisions: readonly StoredDecision[],
): Promise<DecisionSummary[]> {
  const ids = new Set(decisions.flatMap(({ person, app }) => [person, app]));
  const [people, apps] = await Promise.all([
    store.people.findMany([...ids].filter((id) => id !== undefined && isId('person', id)).map(String)),
    store.apps.findMany([...ids].filter((id) => id !== undefined && isId('app', id)).map(String)),
  ]);
  const names = new Map<string, string>([...people, ...apps].map(({ id, name }) => [id, name]));
  const named = (id: string | undefined) => (id === undefined ? null : { id, name: names.get(id) ?? '' });
  return decisions.map(({ id, at, decision, person, app, session }) => ({
    id,
    at,
    outcome: decision.outcome,
    reason: decision.reason,
    text: reasonOf(decision.reason).text,
    person: named(person),
    app: named(app),
    session: session ?? null,
    policyRevision: decision.policyRevision,
  }));
}
