import type { Step } from '../visit.ts';

/**
 * Before somebody owns this installation nothing but the public paths of our own apps is served, which control
 * confines to the setup then: a half-open door is none.
 */
export const refuseUnclaimed: Step = (visit, { refusals }) => {
  const { app, config, canonical } = visit;
  const open = canonical !== undefined && app.publicPaths.matches(canonical);
  if (config.claimed || (app.config.system !== undefined && open)) return undefined;
  const answer = refusals.refuse(visit.asked.head, refusals.forFault('unclaimed'));
  return { kind: 'answer', answer, app: app.config };
};
