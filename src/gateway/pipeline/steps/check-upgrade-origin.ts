import { requestField } from '../../engine/head/request-fields.ts';
import { allValues } from '../../engine/head/marks.ts';
import type { Step } from '../visit.ts';

/**
 * A browser sends cookies with every WebSocket, whichever page opens it, and asks nobody first: the Origin must
 * be the app's own or a listed one. Programs that are no browser send none.
 */
export const checkUpgradeOrigin: Step = (visit, { refusals }) => {
  const { head } = visit.asked;
  if (head.webSocket === undefined) return undefined;
  // Our own pages open none; what takes one at control is for gateways themselves, whose proof this connection bears.
  if (visit.app.audience === 'control') {
    const none = refusals.refuse(head, refusals.forFault('not-found'));
    return { kind: 'answer', answer: none, app: visit.app.config };
  }
  const origins = allValues(head.text, head.marks, requestField.origin);
  if (origins.length <= 1 && origins.every((origin) => visit.app.origins.has(origin))) return undefined;
  const answer = refusals.refuse(head, { ...refusals.forFault('not-permitted'), code: 'foreign-origin' });
  return { kind: 'answer', answer, app: visit.app.config };
};
