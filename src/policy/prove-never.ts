import type { PolicyId } from '#base/ids.ts';
import type { DecisionInput } from '#contracts/access.ts';
import { Fault } from '#contracts/errors.ts';
import { isAuthorizedPartial, type PolicyJson } from './cedar.ts';
import { withKnownContext } from './known-context.ts';
import type { PolicySet } from './policy-set.ts';
import { questionOf, wholeTruth } from './question.ts';
import { type Request, requestOf } from './request.ts';
import type { Statement } from './statement.ts';
import { stepsOf } from './steps.ts';

/** Who asks for what, and how much of the circumstances is given. */
export interface Circumstances {
  readonly input: DecisionInput;
  /** Paths below `context` whose values in the input count; all others may be anything. */
  readonly known: readonly string[];
  /** The input's time stands for this many minutes from there on; absent: for its own minute. */
  readonly minutes?: number;
}

/** Whether a request is refused whatever is not given; if not, the policies that may permit it. */
export interface NeverProof {
  readonly never: boolean;
  readonly policies: readonly PolicyId[];
}

const minuteMs = 60_000;

/**
 * Proves that a request is refused whatever the unknown circumstances are, by partial evaluation: only a definite
 * refusal counts, and what depends on something unknown counts as possible. Unknown facts are taken for independent of
 * each other, which can only make more possible than there is.
 */
export function proveNever(set: PolicySet, circumstances: Circumstances): NeverProof {
  const possible = new Set<PolicyId>();
  for (const input of moments(set, circumstances)) {
    const known = new Set(circumstances.known);
    for (const policy of permitsLeft(set, input, known)) possible.add(policy);
  }
  return { never: possible.size === 0, policies: [...possible] };
}

/** The input at every minute of the span at which an answer can differ. */
function moments(set: PolicySet, { input, minutes = 1, known }: Circumstances): readonly DecisionInput[] {
  if (minutes <= 1 || !known.includes('time.minute')) return [input];
  const steps = new Set([0]);
  const first = Math.floor(input.time.at / minuteMs) % 1440; // such inputs are in UTC
  for (const { mentions } of set.statements) {
    const found = stepsOf(mentions, 'time.minute');
    const all = found ?? Array.from({ length: minutes }, (_, minute) => first + minute);
    for (const step of all) if (step > first && step < first + minutes) steps.add(step - first);
  }
  return [...steps].map((step) => ({
    ...input,
    time: { ...input.time, at: input.time.at + step * minuteMs },
  }));
}

function permitsLeft(set: PolicySet, input: DecisionInput, known: ReadonlySet<string>): readonly PolicyId[] {
  const enforced = set.statements.filter(({ mode }) => mode === 'enforce');
  if (input.route !== undefined) {
    // A forbid on the app as a whole refuses its routes too, as in every decision.
    const app = requestOf(input, 'app');
    const forbids = enforced.filter(({ effect }) => effect === 'forbid');
    if (ask({ request: app, statements: forbids, known, also: [anything] }).never) return [];
  }
  const { never, policies } = ask({ request: requestOf(input, 'resource'), statements: enforced, known });
  return never ? [] : policies;
}

const anything: PolicyJson = {
  effect: 'permit',
  principal: { op: 'All' },
  action: { op: 'All' },
  resource: { op: 'All' },
  conditions: [],
};

function ask(options: {
  readonly request: Request;
  readonly statements: readonly Statement[];
  readonly known: ReadonlySet<string>;
  readonly also?: readonly PolicyJson[];
}): NeverProof {
  const { request, known, also = [] } = options;
  const statements = options.statements.filter((statement) => mayApply(statement, request));
  const permits = statements.filter(({ effect }) => effect === 'permit');
  if (permits.length + also.length === 0) return { never: true, policies: [] };
  const written = statements.map(
    ({ key, json }) => [key, withKnownContext(json, request.input, known)] as const,
  );
  const { principal, action, resource, entities } = questionOf(request, wholeTruth);
  const answer = isAuthorizedPartial({
    principal,
    action,
    resource,
    entities,
    context: {},
    validateRequest: false,
    policies: {
      staticPolicies: Object.fromEntries([...written, ...also.map((json, place) => [`also#${place}`, json])]),
    },
  });
  if (answer.type === 'failure') throw new Fault('internal', answer.errors[0]?.message ?? 'not evaluated');
  if (answer.response.decision === 'deny') return { never: true, policies: [] };
  const determining = new Set(answer.response.mayBeDetermining);
  const possible = permits.filter(({ key }) => determining.has(key)).map(({ policy }) => policy);
  return { never: false, policies: possible.length > 0 ? possible : permits.map(({ policy }) => policy) };
}

/** Leaves out what its scope excludes: reading all policies for each question would cost far more. */
function mayApply({ actions, principal, resource }: Statement, request: Request): boolean {
  if (actions?.has(request.action) === false) return false;
  if (principal !== undefined && !request.principalKeys.includes(principal)) return false;
  return resource === undefined || request.resourceKeys.includes(resource);
}
