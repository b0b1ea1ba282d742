import type { DecisionInput } from '#contracts/access.ts';
import type { ConsideredPolicy, Explanation } from '#contracts/explanation.ts';
import {
  asksOf,
  consider,
  type Considered,
  hingesOf,
  isInScope,
  type PolicySet,
  readFacts,
  requestOf,
} from '#policy/index.ts';
import { decide } from './decide.ts';
import type { GroupsAbove } from './remedies/apply-change.ts';
import { remediesFor } from './remedies/remedies-for.ts';

/** How many policies are asked one by one; each costs about as much as a whole decision. */
const mostConsidered = 60;

/**
 * Decides as `decide` does, and tells all that helps to understand the answer: every policy about such a request with
 * what it said or lacked, every fact, and of a refusal what would have changed it. Never on the way of a request.
 */
export function explain(input: DecisionInput, set: PolicySet, above: GroupsAbove): Explanation {
  const decision = decide(input, set);
  const considered = consideredFor(input, set);
  const asked = new Set(considered.flatMap(({ statement }) => asksOf(statement)));
  const enforced = considered.map(({ statement }) => statement).filter(({ mode }) => mode === 'enforce');
  const refused = { input, set, above, hinges: hingesOf(enforced) };
  // What a policy or a fact could change is of no use to a key that is not made for the app.
  const isOver = decision.outcome === 'allow' || !isInScope(input);
  return {
    decision,
    considered: considered.map(shown),
    facts: readFacts(input).map((fact) => ({ ...fact, asked: asked.has(fact.name) })),
    remedies: isOver ? [] : remediesFor(refused),
  };
}

/** Of a route, the forbids that are about its app as well: they are asked first. */
function consideredFor(input: DecisionInput, set: PolicySet): readonly Considered[] {
  const own = consider(set, requestOf(input, 'resource'), mostConsidered);
  if (input.route === undefined) return own;
  const ofApp = consider(set, requestOf(input, 'app'), mostConsidered);
  const forbids = ofApp.filter(({ statement }) => statement.effect === 'forbid');
  // Where it holds for the app alone, that is what counts.
  const heard = new Set(
    forbids.filter(({ result }) => result !== 'not-satisfied').map(({ statement }) => statement),
  );
  const known = new Set(own.map(({ statement }) => statement));
  return [
    ...own.filter(({ statement }) => !heard.has(statement)),
    ...forbids.filter(({ statement }) => heard.has(statement) || !known.has(statement)),
  ];
}

function shown({ statement, result, message }: Considered): ConsideredPolicy {
  const { policy, title, effect, mode } = statement;
  const own = { policy, title, effect, mode, result, asks: asksOf(statement) };
  return {
    ...own,
    ...(message === undefined ? {} : { message }),
    ...(statement.private ? { private: true } : {}),
  };
}
