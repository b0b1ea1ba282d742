import { firstValue } from '../../engine/head/marks.ts';
import { requestField } from '../../engine/head/request-fields.ts';
import type { Step } from '../visit.ts';

/**
 * Answers CORS preflights (Fetch, 3.2.2) ourselves: they carry no cookie, so nobody could be asked about them,
 * and forwarding them unseen would let strangers talk to the application.
 */
export const answerPreflight: Step = (visit, { refusals }) => {
  const { head } = visit.asked;
  if (head.method !== 'OPTIONS') return undefined;
  const method = firstValue(head.text, head.marks, requestField.preflightMethod);
  const origin = firstValue(head.text, head.marks, requestField.origin);
  if (method === undefined || origin === undefined) return undefined;
  const app = visit.app.config;
  if (!visit.app.origins.has(origin) || !/^[A-Z-]{1,24}$/.test(method)) {
    return { kind: 'answer', answer: refusals.refuse(head, refusals.forFault('not-permitted')), app };
  }
  const names = firstValue(head.text, head.marks, requestField.preflightFields);
  const lines = [
    `Access-Control-Allow-Origin: ${origin}`,
    'Access-Control-Allow-Credentials: true',
    `Access-Control-Allow-Methods: ${method}`,
    ...(names === undefined ? [] : [`Access-Control-Allow-Headers: ${names}`]),
    'Access-Control-Max-Age: 600',
    'Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
  ];
  const answer = { status: 204, lines: `${lines.join('\r\n')}\r\n`, body: '', reason: 'preflight' };
  return { kind: 'answer', answer, app };
};
