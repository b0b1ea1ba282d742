import { canonicalPath } from '#base/canonical-path.ts';
import type { Step } from '../visit.ts';

/** Where the path decides, it must be one that every server reads alike; elsewhere it passes untouched. */
export const judgePath: Step = (visit, { refusals }) => {
  if (!visit.app.pathDecides) return undefined;
  const canonical = canonicalPath(visit.path, visit.app.pathRules);
  if (canonical.ok) {
    visit.canonical = canonical.value;
    return undefined;
  }
  const refusal = { ...refusals.forFault('invalid-request'), code: canonical.error };
  const answer = refusals.refuse(visit.asked.head, {
    ...refusal,
    text: 'This address is written in a way that could be read as another one.',
    next: 'Use the plain form of the address.',
  });
  return { kind: 'answer', answer, app: visit.app.config };
};
