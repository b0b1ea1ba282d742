import type { Step } from '../visit.ts';

/** Refuses a body that says it is too large before a byte of it is read; others are counted on their way. */
export const boundBody: Step = (visit, { refusals }) => {
  const { head } = visit.asked;
  const max = visit.app.config.maxBodyBytes;
  if (max === undefined || head.framing.kind !== 'length' || head.framing.length <= max) return undefined;
  const answer = refusals.refuse(head, refusals.forFault('too-large'));
  return { kind: 'answer', answer, app: visit.app.config };
};
