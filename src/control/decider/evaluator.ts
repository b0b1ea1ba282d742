import type { Decision, DecisionInput } from '#contracts/access.ts';
import type { PolicyProblem, PolicySnapshot, StoredPolicy } from '#contracts/policies.ts';
import type { Explanation } from '#contracts/explanation.ts';
import { decide, explain } from '#decision/index.ts';
import {
  checkPolicies,
  type Circumstances,
  createPolicySet,
  type NeverProof,
  type PolicySet,
  proveNever,
  readPolicies,
  sightsOf,
} from '#policy/index.ts';
import type { ExplainRequest } from '../faces.ts';
import { inSteps } from './in-steps.ts';

/** A set that was put in force. */
export interface Loaded {
  readonly revision: number;
  /** What its policies can look at, by resource. */
  readonly sights: ReadonlyMap<string, string>;
}

/** Holds the set in force and answers from it; the same in a worker thread and in the caller's own. */
export interface Evaluator {
  revision(): number;
  load(snapshot: PolicySnapshot): Promise<Loaded>;
  decide(inputs: readonly DecisionInput[]): readonly Decision[];
  preview(snapshot: PolicySnapshot, inputs: readonly DecisionInput[]): Promise<readonly Decision[]>;
  explain(request: ExplainRequest): Promise<Explanation>;
  prove(snapshot: PolicySnapshot, cases: readonly Circumstances[]): Promise<readonly NeverProof[]>;
  check(policies: readonly StoredPolicy[]): Promise<readonly PolicyProblem[]>;
}

/** Starts with no policy at all, under which everything is denied. */
export function createEvaluator(): Evaluator {
  let set: PolicySet = createPolicySet({ revision: 0, policies: [] });
  let loading: Promise<unknown> = Promise.resolve();

  async function load(snapshot: PolicySnapshot): Promise<Loaded> {
    // While a set is read, the one before it goes on answering; it is replaced in one go.
    const next = await inSteps(readPolicies(snapshot, set));
    const sights = sightsOf(next);
    set = next;
    return { revision: next.revision, sights };
  }
  return {
    revision: () => set.revision,
    load: (snapshot) => {
      const loaded = loading.then(() => load(snapshot));
      loading = loaded.catch(() => undefined);
      return loaded;
    },
    decide: (inputs) => inputs.map((input) => decide(input, set)),
    preview: async (snapshot, inputs) => {
      const draft = await inSteps(readPolicies(snapshot, set));
      return inputs.map((input) => decide(input, draft));
    },
    explain: async ({ snapshot, input, above }) => {
      const asked = snapshot === undefined ? set : await inSteps(readPolicies(snapshot, set));
      return explain(input, asked, above);
    },
    prove: async (snapshot, cases) => {
      const draft = await inSteps(readPolicies(snapshot, set));
      return inSteps(proofs(draft, cases));
    },
    check: (policies) => inSteps(checkPolicies(policies)),
  };
}

function* proofs(
  draft: PolicySet,
  cases: readonly Circumstances[],
): Generator<undefined, readonly NeverProof[], undefined> {
  const proven: NeverProof[] = [];
  for (const one of cases) {
    proven.push(proveNever(draft, one));
    yield;
  }
  return proven;
}
