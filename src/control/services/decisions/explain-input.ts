import { isId } from '#base/ids.ts';
import type { Decision, DecisionInput, GroupFacts, RouteFacts } from '#contracts/access.ts';
import type { WhyAnswer } from '#contracts/api/decisions.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import { reasonOf } from '#contracts/reasons.ts';
import type { Call } from '../call.ts';
import { presentExplanation } from './present-explanation.ts';

/** An input to be explained. */
export interface InputToExplain {
  readonly input: DecisionInput;
  /** Routes that the request is part of; none: as the input has it. */
  readonly routes?: readonly RouteFacts[];
  /** Absent: the policies in force. */
  readonly snapshot?: PolicySnapshot;
  /** Facts that whoever asked put in. */
  readonly given: readonly string[];
}

export type Explained = Omit<WhyAnswer, 'basis' | 'record' | 'notes'>;

/** Decides an input and says why. Of several routes, the first that is refused is the answer. */
export async function explainInput(call: Call, asked: InputToExplain): Promise<Explained> {
  const { routes = [], snapshot } = asked;
  const above = await groupsAbove(call, snapshot ?? (await call.store.policies.latest()));
  const inputs = routes.length === 0 ? [asked.input] : routes.map((route) => ({ ...asked.input, route }));
  let last: Explained | undefined;
  for (const input of inputs) {
    const explanation = await call.decider.explain({
      input,
      above,
      ...(snapshot === undefined ? {} : { snapshot }),
    });
    const shown = await presentExplanation(call, { explanation, input, asked: asked.given });
    last = { ...presentAnswer(explanation.decision), input: { ...input }, at: input.time.at, ...shown };
    if (last.outcome !== 'allow') break;
  }
  if (last === undefined) throw new RangeError('nothing was asked');
  return last;
}

/** Every group that a policy names, with all that it is in: whoever joins it is in those as well. */
async function groupsAbove(
  call: Call,
  snapshot: PolicySnapshot | undefined,
): Promise<Readonly<Record<string, readonly GroupFacts[]>>> {
  const texts = snapshot?.policies.map(({ text }) => text) ?? [];
  const named = new Set(texts.flatMap((text) => text.match(/\bgrp_[0-9a-z-]{1,35}/g) ?? []));
  const groups = await call.store.groups.above([...named].filter((id) => isId('group', id)));
  return Object.fromEntries(groups);
}

function presentAnswer({ outcome, reason, policyRevision, policies, need }: Decision) {
  const { text, next = null } = reasonOf(reason);
  const { methods, ...age } = need ?? {};
  return {
    outcome,
    reason,
    text,
    next,
    policyRevision,
    policies: policies.map((voice) => ({ ...voice })),
    need: need === undefined ? null : { ...age, ...(methods === undefined ? {} : { methods: [...methods] }) },
  };
}
