import { Fault } from '#contracts/errors.ts';
import { statefulIsAuthorized } from './cedar.ts';
import type { Mentions } from './mentions.ts';
import {
  type Answer,
  type Lane,
  lanes,
  namesGroup,
  type PolicySet,
  type Slice,
  sliceOf,
} from './policy-set.ts';
import { preparedName } from './prepared-sets.ts';
import { questionOf } from './question.ts';
import type { Request } from './request.ts';
import { anything, picksOf } from './shelf.ts';
import type { Statement } from './statement.ts';

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
  /** What the enforced statements of the slices mention. */
  readonly mentions: readonly Mentions[];
  readonly observedMentions: readonly Mentions[];
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
    mentions: enforced?.mentions ?? [],
    observedMentions: watched.flatMap((lane) => lane.mentions),
  };
}

interface LaneFindings {
  readonly hits: readonly Hit[];
  readonly mentions: readonly Mentions[];
}

function evaluateLane(set: PolicySet, request: Request, lane: Lane): LaneFindings {
  const shelf = set.shelves[lane];
  if (shelf.byResource.size === 0) return { hits: [], mentions: [] };
  const slices = picksOf(shelf, { principal: request.principalKeys, resource: request.resourceKeys })
    .map((pick) => sliceOf(set, { lane, action: request.action, pick, groupsKnown: request.groupsKnown }))
    .filter(({ statements }) => statements.length > 0);
  const hits = slices.flatMap((slice) => hitsOf(slice, answerOf(set, slice, request)));
  const unknown = request.groupsKnown ? [] : unanswerable(set, request, lane);
  return { hits: [...hits, ...unknown].sort(byKey), mentions: slices.map(({ mentions }) => mentions) };
}

function byKey(one: Hit, other: Hit): number {
  return one.statement.key < other.statement.key ? -1 : 1;
}

function hitsOf(slice: Slice, answer: Answer): Hit[] {
  const hit = (key: string, rest: Omit<Hit, 'statement'>): Hit => {
    const statement = slice.byKey.get(key);
    if (statement === undefined)
      throw new Fault('internal', 'the policy engine named a policy it was not given');
    return { statement, ...rest };
  };
  return [
    ...answer.reason.map((key) => hit(key, { result: 'satisfied' })),
    ...answer.errors.map(({ key, message }) => hit(key, { result: 'error', message })),
  ];
}

const mostAnswers = 50_000;

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
    preparsedPolicySetId: preparedName(slice, slice.statements),
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
    .flatMap((row) => [...row.values()].flat())
    .filter(applies)
    .map((statement) => ({ statement, result: 'error', message: 'the groups of who asks are not known' }));
}

function typeFits(scope: Statement['json']['principal'], type: string): boolean {
  return scope.op !== 'is' || scope.entity_type === type;
}
