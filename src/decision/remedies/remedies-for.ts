import type { DecisionInput } from '#contracts/access.ts';
import type { FactChange, Remedy } from '#contracts/explanation.ts';
import type { Mender } from '#contracts/reasons.ts';
import type { Hinges, PolicySet } from '#policy/index.ts';
import { challengeFor, mostEvaluations } from '../challenge.ts';
import { judge, type Judgement } from '../judge.ts';
import { applyChange, type GroupsAbove } from './apply-change.ts';
import { candidatesAfter } from './candidates.ts';

const mostChanges = 3;
const mostRemedies = 3;

/** A request that was refused, with what a search for remedies needs. */
export interface RefusedRequest {
  readonly input: DecisionInput;
  readonly set: PolicySet;
  /** Values that the policies about this request compare its facts with. */
  readonly hinges: Hinges;
  readonly above: GroupsAbove;
}

interface Attempt {
  readonly changes: readonly FactChange[];
  readonly input: DecisionInput;
  readonly judgement: Judgement;
}

interface Search extends RefusedRequest {
  readonly budget: { left: number };
}

/**
 * Finds the smallest sets of facts, of one up to three, that would turn a refusal into permission, by asking the whole
 * set again each time, at most 64 times: so none of them runs into a `forbid`. A sign-in that is enough by itself is
 * the only answer, since the person can bring it. Where a private policy refuses there is none: to say what would
 * help is to say what the policy is about.
 */
export function remediesFor(request: RefusedRequest): readonly Remedy[] {
  const { input, set } = request;
  const judgement = judge(input, set);
  if (judgement.allowed || judgement.hits.some(({ statement }) => statement.private)) return [];
  const search = { ...request, budget: { left: mostEvaluations } };
  const alone = challengeFor(input, set, judgement, search.budget);
  if (alone !== undefined) return [remedyOf([{ kind: 'sign-in', need: alone }])];
  let attempts: readonly Attempt[] = [{ changes: [], input, judgement }];
  for (let size = 1; size <= mostChanges; size += 1) {
    const { found, failed } = changeOneMore(search, attempts);
    if (found.length > 0) {
      const needed = found.slice(0, mostRemedies).map((changes) => withoutIdle(request, changes));
      return [...new Map(needed.map((changes) => [JSON.stringify(changes), remedyOf(changes)])).values()];
    }
    attempts = failed;
  }
  return [];
}

/** Leaves out changes that are not needed after all: another one may have led to a moment that is enough alone. */
function withoutIdle(
  { input, set, above }: RefusedRequest,
  changes: readonly FactChange[],
): readonly FactChange[] {
  return changes.reduce((kept, change) => {
    const fewer = kept.filter((other) => other !== change);
    const after = fewer.reduce((now, one) => applyChange(now, one, above), input);
    return judge(after, set).allowed ? fewer : kept;
  }, changes);
}

/** Changes one more fact of each attempt, in every way that is left. */
function changeOneMore(search: Search, attempts: readonly Attempt[]) {
  const found: (readonly FactChange[])[] = [];
  const failed: Attempt[] = [];
  for (const attempt of attempts) {
    const { changes, input, judgement } = attempt;
    const need = changes.length === 0 ? undefined : challengeFor(input, search.set, judgement, search.budget);
    if (need !== undefined) found.push([...changes, { kind: 'sign-in', need }]);
    for (const change of candidatesAfter(changes, { input, judgement, hinges: search.hinges })) {
      if (change.kind === 'time' && endsInTime(found, changes)) break; // the earliest moment is enough
      if (search.budget.left-- <= 0) return { found, failed };
      const after = applyChange(input, change, search.above);
      const judged = judge(after, search.set);
      const next = { changes: [...changes, change], input: after, judgement: judged };
      if (!judged.allowed) failed.push(next);
      else if (judged.hits.some(({ statement }) => !statement.private)) found.push(next.changes);
    }
  }
  return { found, failed };
}

function endsInTime(found: readonly (readonly FactChange[])[], changes: readonly FactChange[]): boolean {
  const [last, before] = [found.at(-1), changes.at(-1)];
  return last?.at(-1)?.kind === 'time' && last.at(-2) === before;
}

const menders: Readonly<Record<FactChange['kind'], Mender>> = {
  'sign-in': 'person',
  'join-group': 'administrator',
  'leave-group': 'administrator',
  network: 'nobody',
  country: 'nobody',
  time: 'nobody',
};

function remedyOf(changes: readonly FactChange[]): Remedy {
  const needed = changes.map(({ kind }) => menders[kind]);
  const mender = (['nobody', 'administrator'] as const).find((one) => needed.includes(one)) ?? 'person';
  return { changes, mender };
}
