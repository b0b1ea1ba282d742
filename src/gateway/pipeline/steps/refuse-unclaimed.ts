import type { Step } from '../visit.ts';

/** Before somebody owns this installation nothing but its setup is served: a half-open door is none. */
export const refuseUnclaimed: Step = (visit, { refusals }) => {
  if (visit.config.claimed || visit.app.config.system === 'signin') return undefined;
  const answer = refusals.refuse(visit.asked.head, refusals.forFault('unclaimed'));
  return { kind: 'answer', answer, app: visit.app.config };
};
