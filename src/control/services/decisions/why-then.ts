import type { DecisionInput } from '#contracts/access.ts';
import type { WhyAnswer, WhyQuestion } from '#contracts/api/decisions.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import { reasonOf } from '#contracts/reasons.ts';
import type { Call } from '../call.ts';
import { type Asked, askedFacts, inputOfToday, withAskedFacts } from './asked-input.ts';
import { askedRoutes } from './asked-routes.ts';
import { explainInput } from './explain-input.ts';
import { decisionBefore, inputOfRecord, snapshotAt, snapshotOf } from './find-record.ts';
import type { StoredDecision } from './stored-decision.ts';

type QuestionOfThen = WhyQuestion & { readonly at: number };

/** Answers about the past: from what was recorded where it was, under the policies of then where they are kept. */
export async function whyThen(call: Call, question: QuestionOfThen, asked: Asked): Promise<WhyAnswer> {
  const { who, app } = asked;
  const record = await decisionBefore(call, { person: who.row.id, app: app.id, at: question.at });
  if (record === undefined) return withoutRecord(call, question, asked);
  const [input, snapshot] = await Promise.all([
    inputOfRecord(call, record),
    snapshotOf(call, record.decision.policyRevision),
  ]);
  if (input === undefined) {
    return recordOnly(record, 'What it was decided on is not kept any more, so only the record is shown.');
  }
  if (snapshot === undefined) {
    return recordOnly(
      record,
      'The policies of then are not kept any more, so only the record is shown.',
      input,
    );
  }
  return decidedAgain(call, { question, asked, record, input, snapshot });
}

async function decidedAgain(
  call: Call,
  then: {
    readonly question: QuestionOfThen;
    readonly asked: Asked;
    readonly record: StoredDecision;
    readonly input: DecisionInput;
    readonly snapshot: PolicySnapshot;
  },
): Promise<WhyAnswer> {
  const { question, asked, record, snapshot } = then;
  const given = askedFacts(question);
  const supposed = given.length > 0;
  const { routes, notes } = supposed ? askedRoutes(asked.app, question) : { routes: [], notes: [] };
  const { route, ...whole } = then.input;
  const moves = question.route !== undefined || question.path !== undefined;
  const base: DecisionInput = moves || route === undefined ? whole : then.input;
  const input = supposed ? withAskedFacts(call, base, question) : base;
  const answer = await explainInput(call, { input, routes, snapshot, given });
  const differs = !supposed && answer.outcome !== record.decision.outcome;
  const changed =
    'The record says another answer: a part of Sallyport that decided then decides otherwise today.';
  return {
    ...answer,
    basis: supposed ? 'what-if' : 'record',
    record: summaryOf(record),
    notes: [...notes, ...(differs ? [changed] : [])],
  };
}

function recordOnly(record: StoredDecision, note: string, input?: DecisionInput): WhyAnswer {
  const { outcome, reason, policyRevision, policies, need = null } = record.decision;
  const { text, next = null } = reasonOf(reason);
  return {
    outcome,
    reason,
    text,
    next,
    policyRevision,
    policies,
    need,
    input: input === undefined ? null : { ...input },
    at: record.at,
    basis: 'record-only',
    record: summaryOf(record),
    notes: [note],
    considered: [],
    facts: [],
    missing: [],
    remedies: [],
  };
}

async function withoutRecord(call: Call, question: QuestionOfThen, asked: Asked): Promise<WhyAnswer> {
  const [made, snapshot] = await Promise.all([
    inputOfToday(call, asked, question.at),
    snapshotAt(call, question.at),
  ]);
  const { routes, notes } = askedRoutes(asked.app, question);
  const answer = await explainInput(call, {
    input: withAskedFacts(call, made.input, question),
    routes,
    snapshot: snapshot ?? { revision: 0, policies: [] },
    given: askedFacts(question),
  });
  const none =
    'No decision about them and this app is recorded before that moment: it is decided by what is known of them today, under the policies of then.';
  return { ...answer, basis: 'what-if', record: null, notes: [none, ...made.assumed, ...notes] };
}

function summaryOf({ id, at, decision }: StoredDecision): WhyAnswer['record'] {
  return { id, at, outcome: decision.outcome, reason: decision.reason };
}
