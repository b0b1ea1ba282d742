import { createHash } from 'node:crypto';
import { canonicalJson } from '#base/canonical-json.ts';
import type { Decision, DecisionInput } from '#contracts/access.ts';
import { factsText } from '../facts-text.ts';

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
  const { session: _, time, ...rest } = input;
  const lasting: Readonly<Record<string, unknown>> = { ...rest, time: { zone: time.zone } };
  const large: Readonly<Record<string, string>> = {
    principal: factsText(input.principal),
    resource: factsText(input.resource),
  };
  const members = Object.keys(lasting)
    .filter((name) => lasting[name] !== undefined)
    .sort()
    .map((name) => `"${name}":${large[name] ?? canonicalJson(lasting[name])}`);
  const bytes = Buffer.from(`{${members.join(',')}}`, 'utf8');
  return { digest: createHash('sha256').update(bytes).digest('hex'), bytes };
}

/** What makes two answers the same: outcome, reason, who had a say, and what they ask for. */
export function answerKey(decision: Decision): string {
  const voices = decision.policies.map((voice) => `${voice.policy}=${voice.result}/${voice.mode}`);
  const { method, path } = decision.asksFor;
  return [decision.outcome, decision.reason, ...voices, `asks:${method}:${path}`].join(' ');
}
