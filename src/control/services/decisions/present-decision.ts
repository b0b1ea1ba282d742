import { isId } from '#base/ids.ts';
import type { DecisionSummary } from '#contracts/api/decisions.ts';
import { reasonOf } from '#contracts/reasons.ts';
import type { Repositories } from '#store/index.ts';
import { holderNames } from '../holder-names.ts';
import type { StoredDecision } from './stored-decision.ts';

/** Shows decisions in a list, with the names that people and apps have now. */
export async function summaries(
  store: Pick<Repositories, 'people' | 'serviceAccounts' | 'apps'>,
  decisions: readonly StoredDecision[],
): Promise<DecisionSummary[]> {
  const ids = new Set(decisions.flatMap(({ app }) => (app === undefined ? [] : [app])));
  const [holders, apps] = await Promise.all([
    holderNames(
      store,
      decisions.map(({ person }) => person),
    ),
    store.apps.findMany([...ids].filter((id) => isId('app', id))),
  ]);
  const names = new Map<string, string>([...holders, ...apps.map(({ id, name }) => [id, name] as const)]);
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
