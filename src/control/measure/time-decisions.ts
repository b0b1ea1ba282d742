import type { Clock } from '#base/clock.ts';
import type { Outcome } from '#contracts/access.ts';
import type { Metrics } from '#observe/index.ts';
import type { Decider } from '../faces.ts';

const outcomes: readonly Outcome[] = ['allow', 'deny', 'challenge'];

/** Measures how long a decider takes, as those who ask see it, and counts its decisions by outcome. */
export function timeDecisions(
  decider: Decider,
  { metrics, clock }: { readonly metrics: Pick<Metrics, 'counter' | 'histogram'>; readonly clock: Clock },
): Decider {
  const took = metrics.histogram('sallyport_decision_duration_seconds');
  const counters = new Map(
    outcomes.map((outcome) => [outcome, metrics.counter('sallyport_decisions_total', { outcome })]),
  );
  return {
    ...decider,
    async decide(inputs) {
      const asked = clock.monotonic();
      const decisions = await decider.decide(inputs);
      took.observe((clock.monotonic() - asked) / 1000);
      for (const { outcome } of decisions) counters.get(outcome)?.add();
      return decisions;
    },
  };
}
