import type { DecisionInput } from '#contracts/access.ts';
import { evaluate, type Hit, type PolicySet, requestOf, type Verdict } from '#policy/index.ts';

/** What the policies say about an input, the app behind a route included. */
export type Judgement = Verdict;

/**
 * Asks the policies about an input. A request for a route is refused if a `forbid` holds for the app as a whole,
 * and then decided on the route: without the first step `forbid(… resource == App::"payroll")` would leave every
 * route of payroll open, since a route is not its app.
 */
export function judge(input: DecisionInput, set: PolicySet): Judgement {
  const own = evaluate(set, requestOf(input, 'resource'));
  if (input.route === undefined) return own;
  const app = evaluate(set, requestOf(input, 'app'));
  const forbids = app.hits.filter(isForbid);
  const traits = [...own.traits, ...app.traits];
  const observedTraits = [...own.observedTraits, ...app.observedTraits];
  const observed = distinct([...app.observed.filter(isForbid), ...own.observed]);
  if (forbids.length === 0) return { ...own, observed, traits, observedTraits };
  const also = own.hits.filter(isForbid);
  return { allowed: false, hits: distinct([...forbids, ...also]), observed, traits, observedTraits };
}

function isForbid({ statement }: Hit): boolean {
  return statement.effect === 'forbid';
}

function distinct(hits: readonly Hit[]): readonly Hit[] {
  return [...new Map(hits.map((hit) => [hit.statement.key, hit])).values()];
}
