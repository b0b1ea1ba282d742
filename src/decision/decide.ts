import type { Decision, DecisionInput, PolicyVoice } from '#contracts/access.ts';
import type { ReasonCode } from '#contracts/reasons.ts';
import { type Hit, isInScope, nextBoundary, type PolicySet } from '#policy/index.ts';
import { challengeFor } from './challenge.ts';
import { judge, type Judgement } from './judge.ts';
import { reasonFor } from './reason-for.ts';

/**
 * Decides one request under a set of policies. Pure: the answer depends on the two arguments alone, and time is
 * in the input. What cannot be evaluated is denied.
 */
export function decide(input: DecisionInput, set: PolicySet): Decision {
  try {
    return decided(input, set);
  } catch {
    // An input that cannot even be read (an unknown zone, a malformed fact) must not end as anything but a refusal.
    const { revision } = set;
    return refusal('policy-error', revision);
  }
}

/** A refusal that no policy stands behind: something could not be asked or answered. */
export function refusal(reason: ReasonCode, policyRevision: number): Decision {
  return { outcome: 'deny', reason, policies: [], policyRevision, asksFor: { method: true, path: true } };
}

function decided(input: DecisionInput, set: PolicySet): Decision {
  if (!isInScope(input)) {
    return { ...refusal('outside-key-scope', set.revision), asksFor: { method: false, path: false } };
  }
  const judgement = judge(input, set);
  const need = judgement.allowed ? undefined : challengeFor(input, set, judgement);
  const validUntil = nextBoundary(input, judgement.traits);
  const heard = [...judgement.traits, ...judgement.observedTraits];
  return {
    outcome: judgement.allowed ? 'allow' : need === undefined ? 'deny' : 'challenge',
    reason: need === undefined ? reasonFor(judgement) : 'stronger-sign-in-needed',
    policies: voicesOf(judgement),
    policyRevision: set.revision,
    ...(need === undefined ? {} : { need }),
    ...(validUntil === undefined ? {} : { validUntil }),
    asksFor: { method: heard.some(({ method }) => method), path: heard.some(({ path }) => path) },
  };
}

function voicesOf({ hits, observed }: Judgement): readonly PolicyVoice[] {
  return [...hits, ...observed].map(voiceOf);
}

function voiceOf({ statement, result, message }: Hit): PolicyVoice {
  return {
    policy: statement.policy,
    title: statement.title,
    effect: statement.effect,
    mode: statement.mode,
    result,
    ...(message === undefined ? {} : { message }),
    ...(statement.advice === undefined ? {} : { advice: statement.advice }),
    ...(statement.private ? { private: true } : {}),
  };
}
