import { type GrantId, isId, newId } from '#base/ids.ts';
import type { Decision, PolicyVoice } from '#contracts/access.ts';
import type { Answer } from '#contracts/protocol/from-control.ts';
import type { Ask } from '#contracts/protocol/from-gateway.ts';
import { everything, tokenSubject } from '#contracts/subjects.ts';
import type { Known, Missing } from '../faces.ts';
import { buildGrant, type GrantMakers } from './build-grant.ts';
import { type Basis, decideAccesses, type Decided, type DecidingParts } from './decide-accesses.ts';
import type { DecisionLog } from './decision-log.ts';
import type { GrantMemory, GrantedBefore } from './granted.ts';
import { grantScope, grantTtl, lacksAsked, refusalTtl } from './grant-terms.ts';
import { answerKey, digestInput } from './input-digest.ts';
import { whyUnanswered } from './why-unanswered.ts';

/** What answering needs. */
export interface AnsweringParts extends DecidingParts, GrantMakers {
  readonly log: DecisionLog;
  readonly memory: GrantMemory;
  /** A fault that kept an answer away, for the log. */
  readonly failed: (error: unknown) => void;
  /** A grant was extended without a record of its own. */
  readonly renewed: () => void;
  /** Somebody was granted something, anew or again. */
  readonly used?: (known: Known) => void;
}

/** How long "not now, nobody decided" may be remembered where no policy had a say, milliseconds. */
const missingTtlMs = 5_000;

/** Answers a batch of asks of one gateway; each answer is sent when its record is committed, in no set order. */
export async function answerAsks(
  parts: AnsweringParts,
  gateway: string,
  batch: { readonly asks: readonly Ask[]; readonly send: (answer: Answer) => void },
): Promise<void> {
  const { asks, send } = batch;
  const unanswered = (ask: Ask, error: unknown): void => {
    parts.failed(error);
    send({ kind: 'unanswered', id: ask.id, reason: whyUnanswered(error) });
  };
  try {
    const { basis, decided } = await decideAccesses(
      parts,
      asks.map(({ input }) => input),
    );
    await Promise.all(
      asks.map((ask, index) =>
        answerOne(parts, { gateway, ask, basis, decided: decided[index] }).then(send, (error: unknown) =>
          unanswered(ask, error),
        ),
      ),
    );
  } catch (error) {
    for (const ask of asks) unanswered(ask, error);
  }
}

interface OneAsk {
  readonly gateway: string;
  readonly ask: Ask;
  readonly basis: Basis;
  readonly decided: Decided | undefined;
}

async function answerOne(parts: AnsweringParts, one: OneAsk): Promise<Answer> {
  const { ask, basis, decided } = one;
  if (decided === undefined) throw new Error('fewer answers than asked');
  if (decided.kind === 'unavailable')
    return { kind: 'unanswered', id: ask.id, reason: 'control-unreachable' };
  if (decided.kind === 'missing') return answerMissing(ask, basis, decided.reason);
  const { known, decision } = decided;
  if (decision.outcome !== 'allow') return refuse(parts, one, known, decision);
  const ttlMs = grantTtl(known, decision);
  // An answer that is over before it arrives, or that holds for no request, is no answer.
  if (ttlMs <= 0 || lacksAsked(ask.input, decision)) {
    return { kind: 'unanswered', id: ask.id, reason: ttlMs <= 0 ? 'time-passed' : 'busy' };
  }
  const input = digestInput(known.input);
  const granted: GrantedBefore = {
    gateway: one.gateway,
    key: grantKey(ask, known),
    digest: input.digest,
    answer: answerKey(decision),
    scope: grantScope(decision),
  };
  const extended = extendable(parts.memory, ask, granted);
  const id = extended ?? newId('grant');
  if (extended === undefined) {
    const { gateway } = one;
    await parts.log.record({ known, decision, input, gateway, asOf: basis.asOf, grant: id }).stored;
    parts.memory.remember(id, granted);
  } else {
    parts.renewed();
  }
  parts.used?.(known);
  const grant = await buildGrant(parts, { id, gateway: one.gateway, known, decision, basis, ttlMs });
  return { kind: 'granted', id: ask.id, ...basis, grant };
}

/** Session, token, app and route of a grant, and the asked parts of the request. */
export function grantKey({ input }: Pick<Ask, 'input'>, known: Known): string {
  return [known.session, input.token, input.app, input.route ?? '', input.address].join(' ');
}

// A renewal extends its grant only where gateway, key, inputs and answer are those of before; a gateway that
// names somebody else's grant gets one of its own.
function extendable(memory: GrantMemory, ask: Ask, now: GrantedBefore): GrantId | undefined {
  if (ask.grant === undefined || !isId('grant', ask.grant)) return undefined;
  const before = memory.recall(ask.grant, now.gateway);
  const same =
    before !== undefined &&
    before.key === now.key &&
    before.digest === now.digest &&
    before.answer === now.answer;
  return same ? ask.grant : undefined;
}

async function refuse(parts: AnsweringParts, one: OneAsk, known: Known, decision: Decision): Promise<Answer> {
  const { id, stored } = parts.log.record({ known, decision, gateway: one.gateway, asOf: one.basis.asOf });
  await stored;
  return {
    kind: 'refused',
    id: one.ask.id,
    ...one.basis,
    ...refusalWords(decision),
    decision: id,
    subjects: [...known.subjects],
    ttlMs: refusalTtl(known, decision),
    scope: grantScope(decision),
    name: known.input.principal.name,
    person: known.person,
    session: known.session,
  };
}

function answerMissing(ask: Ask, basis: Basis, reason: Missing): Answer {
  if (reason === 'person-disabled' || reason === 'account-disabled' || reason === 'app-disabled') {
    return {
      kind: 'refused',
      id: ask.id,
      ...basis,
      outcome: 'deny',
      reason,
      advice: [],
      subjects: [tokenSubject(ask.input.token), ask.input.app, everything],
      ttlMs: missingTtlMs,
      scope: 'any',
    };
  }
  return { kind: 'unknown-token', id: ask.id, ...basis, reason };
}

/** The part of a refusal that its person may read. */
export function refusalWords(decision: Decision) {
  return {
    outcome: decision.outcome === 'challenge' ? ('challenge' as const) : ('deny' as const),
    reason: decision.reason,
    advice: decision.policies.flatMap(adviceOf),
    ...(decision.need === undefined ? {} : { need: mutableNeed(decision.need) }),
  };
}

// A private policy that decides keeps its words to itself, and so does one that only observes.
function adviceOf(voice: PolicyVoice): string[] {
  const speaks = voice.effect === 'forbid' && voice.mode === 'enforce' && voice.private !== true;
  return speaks && voice.advice !== undefined ? [voice.advice.slice(0, 1000)] : [];
}

function mutableNeed(need: NonNullable<Decision['need']>) {
  return {
    ...(need.maxAgeSeconds === undefined ? {} : { maxAgeSeconds: need.maxAgeSeconds }),
    ...(need.methods === undefined ? {} : { methods: [...need.methods] }),
  };
}
