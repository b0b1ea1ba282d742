import type { Decision, DecisionInput } from '#contracts/access.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import type { Decider } from '#control/index.ts';

/** A decider whose rule is a function that a test may replace. */
export interface FakeDecider extends Decider {
  /** Decides from now on; the revision in force is handed along. */
  rule: (input: DecisionInput, revision: number) => Partial<Decision>;
  /** Every input that was decided. */
  readonly inputs: DecisionInput[];
  /** From now on answers wait until they are let go. */
  holdBack(): { letGo(): void };
}

/** Creates a decider that allows everything. */
export function createFakeDecider(): FakeDecider {
  let revision = 0;
  let gate: Promise<void> = Promise.resolve();
  const fake: FakeDecider = {
    rule: () => ({}),
    inputs: [],
    revision: () => revision,
    sharing: () => undefined,
    load(snapshot: PolicySnapshot) {
      revision = snapshot.revision;
      return Promise.resolve();
    },
    async decide(inputs) {
      fake.inputs.push(...inputs);
      const answers = inputs.map((input) => ({ ...allowed(revision), ...fake.rule(input, revision) }));
      await gate;
      return answers;
    },
    preview: ({ snapshot, inputs }) =>
      Promise.resolve(
        inputs.map((input) => ({ ...allowed(snapshot.revision), ...fake.rule(input, snapshot.revision) })),
      ),
    explain: ({ input, snapshot }) =>
      Promise.resolve({
        decision: { ...allowed(snapshot?.revision ?? revision), ...fake.rule(input, revision) },
        considered: [],
        facts: [],
        remedies: [],
      }),
    prove: ({ cases }) => Promise.resolve(cases.map(() => ({ never: true, policies: [] }))),
    check: () => Promise.resolve([]),
    close: () => Promise.resolve(),
    holdBack() {
      let letGo = (): void => {};
      gate = new Promise((resolve) => {
        letGo = resolve;
      });
      return { letGo: () => letGo() };
    },
  };
  return fake;
}

function allowed(policyRevision: number): Decision {
  return {
    outcome: 'allow',
    reason: 'allowed-by-policy',
    policies: [],
    policyRevision,
    asksFor: { method: false, path: false },
  };
}
