import type { ReasonCode } from '#contracts/reasons.ts';
import type { Verdict } from '../engine/verdict.ts';
import type { PipelineTools, Visit } from './visit.ts';

/**
 * Refuses somebody who came with a key: a program, which reads no page and follows no way to sign in. A 401 names
 * what would be taken (RFC 9110, 11.6.1).
 */
export function refuseKey(
  visit: Visit,
  { refusals }: Pick<PipelineTools, 'refusals'>,
  code: ReasonCode,
  status: 400 | 401 | 403,
): Verdict {
  const { config } = visit.app;
  const challenge = `WWW-Authenticate: Sallyport realm="${config.host}", error="${code}"\r\n`;
  const refusal = { ...refusals.forReason(code, status), lines: status === 401 ? challenge : '' };
  return { kind: 'answer', answer: refusals.refuse(visit.asked.head, refusal), app: config };
}
