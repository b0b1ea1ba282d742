import { createSharing } from '#policy/index.ts';
import type { Decider, Sharing } from '../faces.ts';
import { createEvaluator } from './evaluator.ts';

/**
 * A decider in the caller's own thread: the same answers as the one with a worker, without its protection of the
 * caller's loop. For tests and tools.
 */
export function createInThreadDecider(): Decider {
  const evaluator = createEvaluator();
  let sharing: Sharing | undefined;
  return {
    revision: () => evaluator.revision(),
    load: async (snapshot) => {
      const { revision, sights } = await evaluator.load(snapshot);
      sharing = { revision, textOf: createSharing(sights) };
    },
    sharing: () => sharing,
    decide: async (inputs) => evaluator.decide(inputs),
    preview: ({ snapshot, inputs }) => evaluator.preview(snapshot, inputs),
    explain: (request) => evaluator.explain(request),
    prove: ({ snapshot, cases }) => evaluator.prove(snapshot, cases),
    check: (policies) => evaluator.check(policies),
    close: async () => {},
  };
}
