import { createHash } from 'node:crypto';
import { canonicalBytes } from '#base/canonical-json.ts';
import type { Decision, DecisionInput } from '#contracts/access.ts';

/** An input as it is stored, once for all decisions that rest on the same facts. */
export interface DigestedInput {
  /** SHA-256 of the bytes, hex. */
  readonly digest: string;
  readonly bytes: Buffer;
}

/**
 * Writes an input as canonical JSON without what differs between equal questions: the moment and the session,
 * which stand in the record. A replay puts the moment back.
 */
export function digestInput(input: DecisionInput): DigestedInput {
  const { session: _, time, ...lasting } = input;
  const bytes = canonicalBytes({ ...lasting, time: { zone: time.zone } });
  return { digest: createHash('sha256').update(bytes).digest('hex'), bytes };
}

/** What makes two answers the same: outcome, reason, who had a say, and what they ask for. */
export function answerKey(decision: Decision): string {
  const voices = decision.policies.map((voice) => `${voice.policy}=${voice.result}/${voice.mode}`);
  const { method, path } = decision.asksFor;
  return [decision.outcome, decision.reason, ...voices, `asks:${method}:${path}`].join(' ');
}
