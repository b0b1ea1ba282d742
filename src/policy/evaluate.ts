import { Fault } from '#contracts/errors.ts';
import { statefulIsAuthorized } from './cedar.ts';
import {
  type Answer,
  type Lane,
  lanes,
  namesGroup,
  type PolicySet,
  type Slice,
  sliceOf,
} from './policy-set.ts';
import { preparedSets } from './prepared-sets.ts';
import { questionOf } from './question.ts';
import type { Request } from './request.ts';
import { anything, cellsOf } from './shelf.ts';
import type { Statement } from './statement.ts';
import type { Traits } from './traits.ts';

/** A statement that had something to say about a request. */
export interface Hit {
  readonly statement: Statement;
  readonly result: 'satisfied' | 'error';
  readonly message?: string;
}

/** What the policies say about one request. */
export interface Verdict {
  readonly allowed: boolean;
  /** Enforced statements that determined the answer, and all that erred. */
  readonly hits: readonly Hit[];
  /** Observed statements that would have had a say. */
  readonly observed: readonly Hit[];
  /** What the answer depends on: the traits of the slices of enforced statements. */
  readonly traits: readonly Traits[];
  readonly observedTraits: readonly Traits[];
}

/**
 * Evaluates a request under a set: denied if any slice has a satisfied or erring `forbid`, else allowed if any has
 * a satisfied `permit`. A statement is in a slice if its scopes can match, so leaving the others out changes
 * nothing; sliced.test.ts compares with the whole set.
 */
export function evaluate(set: PolicySet, request: Request): Verdict {
  const found = lanes.map((lane) => evaluateLane(set, request, lane));
  const [enforced, ...watched] = found;
  const hits = enforced?.hits ?? [];
  const forbidden = hits.some(({ statement }) => statement.effect === 'forbid');
  const permitted = hits.some(
    ({ statement, result }) => statement.effect === 'permit' && result === 'satisfied',
  );
  return {
    allowed: permitted && !forbidden,
    hits: forbidden
      ? hits.filter(({ statement, result }) => statement.effect === 'forbid' || result === 'error')
      : hits,
    observed: watched.flatMap((lane) => lane.hits),
    traits: enforced?.traits ?? [],
    observedTraits: watched.flatMap((lane) => lane.traits),
  };
}

interface LaneFindings {
  readonly hits: readonly Hit[];
  readonly traits: readonly Traits[];
}

const nothing: LaneFindings = { hits: [], traits: [] };

function evaluateLane(set: PolicySet, request: Request, lane: Lane): LaneFindings {
  const shelf = set.shelves[lane];
  if (shelf.byResource.size === 0) return nothing;
  const { action, groupsKnown, described } = request;
  const slices = cellsOf(shelf, { principal: request.principalKeys, resource: request.resourceKeys })
    .map((cell) => sliceOf(set, { action, cell, groupsKnown, labels: described?.app.labels }))
    .filter(({ statements }) => statements.length > 0);
  const hits = slices.flatMap((slice) => hitsOf(slice, answerOf(set, slice, request)));
  const unknown = request.groupsKnown ? [] : unanswerable(set, request, lane);
  return { hits: [...hits, ...unknown].sort(byKey), traits: slices.map(({ traits }) => traits) };
}

function byKey(one: Hit, other: Hit): number {
  return one.statement.key < other.statement.key ? -1 : 1;
}

function hitsOf(slice: Slice, { reason, errors }: Answer): Hit[] {
  const hits: Hit[] = reason.map((key) => ({ statement: statementOf(slice, key), result: 'satisfied' }));
  for (const { key, message } of errors) {
    hits.push({ statement: statementOf(slice, key), result: 'error', message });
  }
  return hits;
}

function statementOf(slice: Slice, key: string): Statement {
  const statement = slice.byKey.get(key);
  if (statement === undefined) {
    throw new Fault('internal', 'the policy engine named a policy it was not given');
  }
  return statement;
}

const mostAnswers = 50_000;
const longestRemembered = 2000;

/**
 * The engine's answer about a slice. Equal questions have equal answers, and a question holds only what the
 * slice can look at, so most requests of a recheck share theirs.
 */
function answerOf(set: PolicySet, slice: Slice, request: Request): Answer {
  const question = questionOf(request, slice.reduction);
  const key = slice.key + JSON.stringify(question);
  const known = set.answers.get(key);
  if (known !== undefined) return known;
  const answer = statefulIsAuthorized({
    ...question,
    validateRequest: false,
    preparsedPolicySetId: preparedSets.nameOf(slice, slice.statements),
  });
  if (answer.type === 'failure') {
    throw new Fault('internal', 'the policy engine could not read a request', {
      details: { problem: answer.errors[0]?.message },
    });
  }
  const { reason, errors } = answer.response.diagnostics;
  const made = {
    reason,
    errors: errors.map(({ policyId, error }) => ({ key: policyId, message: error.message })),
  };
  if (key.length > longestRemembered) return made; // a path may be as long as whoever asks likes
  if (set.answers.size >= mostAnswers) set.answers.clear();
  set.answers.set(key, made);
  return made;
}

/**
 * Statements that name a group while the groups of who asks are unknown. Unknown is not none: a `forbid` among
 * them counts against the request, as one that errs does; a `permit` does not count.
 */
function unanswerable(set: PolicySet, request: Request, lane: Lane): Hit[] {
  const { action, principal, resource, principalKeys, resourceKeys } = request;
  const applies = (statement: Statement): boolean =>
    namesGroup(statement) &&
    (statement.actions?.has(action) ?? true) &&
    [anything, ...resourceKeys].includes(statement.resource ?? anything) &&
    typeFits(statement.json.principal, principal.type) &&
    typeFits(statement.json.resource, resource.type) &&
    [anything, ...principalKeys].some(
      (key) => (statement.principal ?? anything) === key || statement.principal?.startsWith('Group::'),
    );
  return [...set.shelves[lane].byResource.values()]
    .flatMap((row) => [...row.values()].flatMap(({ statements }) => statements))
    .filter(applies)
    .map((statement) => ({ statement, result: 'error', message: 'the groups of who asks are not known' }));
}

function typeFits(scope: Statement['json']['principal'], type: string): boolean {
  return scope.op !== 'is' || scope.entity_type === type;
}
