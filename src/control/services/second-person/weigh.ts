import { newId } from '#base/ids.ts';
import type { ObjectDifference } from '#contracts/api/proposals.ts';
import { Fault } from '#contracts/errors.ts';
import type { Weakening } from '#contracts/weakening.ts';
import type { Repositories } from '#store/index.ts';
import type { Approval, Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permitAgain } from '../permit-again.ts';
import { record } from '../record.ts';
import { differencesOf, draftOf } from './differences.ts';
import { digestOf } from './digest-of.ts';
import type { Judged, JudgedPolicies } from './judged.ts';
import { NeedsSecondPerson } from './needs-second-person.ts';
import { whatWeakens } from './what-weakens.ts';

/** What a write weakens, as its record shows it. */
export interface Weighed {
  readonly weakens: readonly Weakening[];
  readonly approval: Approval | undefined;
}

/** What a transaction did. */
export interface Done {
  readonly judged: readonly Judged[];
  /** Ids of what it made, beside what is judged. */
  readonly made?: readonly string[];
}

/** What a proposal that was decided says to whoever comes late. */
export const decidedAlready = 'It was decided, withdrawn or is too old by now. Nothing was done.';

/** What a proposal on another version of the policies says. */
export const changedSince =
  'What is there is not what it was proposed on. Nothing was done; it has to be proposed anew.';

/**
 * Takes the proposal that is being carried out, before anything is written: from here to the end of the transaction
 * nobody else can decide it, so of two approvals at once one is carried out. Of the proposer it was asked already, as of
 * anybody who writes, whether they still may; here of the other one.
 * @throws Fault `conflict`, `not-permitted`, `not-signed-in`
 */
export async function claim(call: Call, tx: Repositories): Promise<void> {
  const { approval } = call;
  if (approval?.state !== 'open') return;
  const { approver, authorize } = approval;
  await permitAgain({ ...call, caller: approver, authorize }, tx, 'relies-on-standing');
  if ((await tx.proposals.lockOpen(approval.id)) === undefined) throw conflict(decidedAlready);
}

/**
 * Weighs what a transaction has written, before it is on record: what weakens is announced; where a second person is
 * asked for, it goes no further unless one agreed to exactly this.
 * @throws NeedsSecondPerson, Fault `conflict`, `not-permitted`
 */
export async function weigh(call: Call, tx: Repositories, done: Done): Promise<Weighed> {
  const { judged, made } = done;
  const weakens = judged.length === 0 ? [] : whatWeakens(judged);
  const approval = call.approval?.state === 'open' ? call.approval : undefined;
  if (approval === undefined && weakens.length === 0) return { weakens, approval };
  const difference = await differencesOf(tx, judged);
  if (approval !== undefined) await use(call, tx, { ...done, approval });
  else if (needsSecond(call)) {
    const digest = digestOf(judged, made);
    const { base = null, message = '' } = policiesOf(judged) ?? {};
    const draft = await draftOf(tx, judged);
    throw new NeedsSecondPerson({ weakens, difference, digest, base, message, draft });
  }
  if (weakens.length > 0) await announce(call, tx, { weakens, difference, judged, approval });
  return { weakens, approval };
}

/** The machine's own socket is the way out, and what Sallyport does by itself was agreed to when it was set. */
function needsSecond({ secondPerson, caller }: Call): boolean {
  return secondPerson === 'weakening' && caller.actor.kind !== 'local' && caller.actor.kind !== 'system';
}

async function use(
  call: Call,
  tx: Repositories,
  { approval, judged, made }: Done & { readonly approval: Approval },
): Promise<void> {
  if (digestOf(judged, made) !== approval.digest) throw conflict(changedSince);
  const { id, approver } = approval;
  if ((await tx.proposals.decide(id, { state: 'approved', by: approver.actor })) === undefined) {
    throw conflict(decidedAlready);
  }
  const { actor } = call.caller;
  const data = { type: 'proposal', decision: 'approved', proposedBy: { ...actor } };
  await record({ ...call, caller: approver }, { kind: 'proposal-decided', about: aboutOf(id, call), data });
  approval.state = 'used';
}

function aboutOf(id: string, { caller }: Call): readonly string[] {
  return caller.person === undefined ? [id] : [id, caller.person];
}

interface ToAnnounce {
  readonly weakens: readonly Weakening[];
  readonly difference: readonly ObjectDifference[];
  readonly judged: readonly Judged[];
  readonly approval: Approval | undefined;
}

async function announce(
  { caller, secondPerson }: Call,
  tx: Pick<Repositories, 'weakenings'>,
  { weakens, difference, judged, approval }: ToAnnounce,
): Promise<void> {
  const { actor, person = null } = caller;
  await tx.weakenings.insert({
    id: newId('weakening'),
    actor,
    personId: person,
    weakens,
    difference,
    revision: policiesOf(judged)?.revision ?? null,
    approvedBy: approval?.approver.actor ?? null,
    pastSecondPerson: secondPerson === 'weakening' && actor.kind === 'local',
  });
}

function policiesOf(judged: readonly Judged[]): JudgedPolicies | undefined {
  return judged.find((one): one is JudgedPolicies => one.type === 'policies');
}

interface Recorded {
  readonly about: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

/** The record of a write with the mark of what it weakens, and of who agreed. */
export function marked<E extends Recorded>(event: E, { weakens, approval }: Weighed): E {
  if (weakens.length === 0) return event;
  const { kind, id, name } = approval?.approver.actor ?? {};
  const agreed = approval === undefined ? {} : { approvedBy: { kind, id, name }, proposal: approval.id };
  return { ...event, data: { ...event.data, weakens: [...weakens], ...agreed } };
}

/** @throws Fault `internal` where nobody asked for anything */
export function askedFor(call: Call): NonNullable<Call['operation']> {
  if (call.operation === undefined)
    throw new Fault('internal', 'a change without a request cannot be proposed');
  return call.operation;
}
