import type { Decision, DecisionInput } from '#contracts/access.ts';
import { Fault } from '#contracts/errors.ts';
import type { ReasonCode } from '#contracts/reasons.ts';
import type { AccessInput } from '#contracts/protocol/from-gateway.ts';
import type { Decider, Knowledge, Known, Missing } from '../faces.ts';
import type { Refreshed } from './refreshed.ts';

/** What is needed to decide about accesses. */
export interface DecidingParts {
  readonly knowledge: Knowledge;
  readonly decider: Decider;
  /** The policies that the decider answers by. */
  readonly policies: Pick<Refreshed, 'settled'>;
  /** Milliseconds since the start of the last round trip to the database that left nothing unapplied. */
  readonly dbAge: () => number;
}

/** The change and the epoch that answers stand on: what was applied before the first input was read. */
export interface Basis {
  readonly asOf: number;
  readonly epoch: string;
}

export type Decided =
  | { readonly kind: 'missing'; readonly reason: Missing }
  /** The decider could not be reached: nothing was decided, so nobody is refused, and nobody is cut, by it. */
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'decided'; readonly known: Known; readonly decision: Decision };

/** Knowledge older than this decides nothing new, milliseconds: the cache alone must not outvote the database. */
export const oldestKnowledgeMs = 5_000;

/** What the decider says in place of an answer when its thread died or is stuck. */
const unreachable: ReasonCode = 'control-unreachable';

/**
 * Decides about accesses; answers come in their order. Inputs that the policies in force cannot tell apart are
 * decided once.
 * @throws Fault `database-unavailable` when knowledge is old or cannot be read
 */
export async function decideAccesses(
  parts: DecidingParts,
  accesses: readonly AccessInput[],
): Promise<{ readonly basis: Basis; readonly decided: readonly Decided[] }> {
  if (parts.dbAge() > oldestKnowledgeMs) {
    throw new Fault('database-unavailable', 'What is known is too old to decide by.');
  }
  // INVARIANT: read before the first input. A change applied from here on makes this answer older than it, and
  // the gateway then drops the answer. Read afterwards, an answer made of old facts would look new.
  const basis = { asOf: parts.knowledge.applied(), epoch: parts.knowledge.epoch() };
  const known = await parts.knowledge.know(accesses);
  // A publication that was applied must be in force before anything is answered as of it.
  await parts.policies.settled();
  const made = await decideAlike(
    parts.decider,
    known.filter((each) => typeof each !== 'string'),
  );
  let next = 0;
  const decided = known.map((each): Decided => {
    if (typeof each === 'string') return { kind: 'missing', reason: each };
    const decision = made[next++];
    if (decision === undefined) throw new Fault('internal', 'The decider gave fewer answers than asked.');
    if (decision.reason === unreachable) return { kind: 'unavailable' };
    return { kind: 'decided', known: each, decision };
  });
  return { basis, decided };
}

/** Decides once for all that are alike to the policies in force. */
async function decideAlike(
  decider: Decider,
  known: readonly Known[],
): Promise<readonly (Decision | undefined)[]> {
  const sharing = decider.sharing();
  if (sharing === undefined) return decideByKey(decider, known, decisionKey);
  // An identifier begins the one key and no text of the other, so the two never meet.
  const made = await decideByKey(decider, known, (each) => sharing.textOf(each.input) ?? decisionKey(each));
  // INVARIANT: what policies cannot tell apart, others can. If others were put in force on the way, one's answer
  // may be the wrong one for the next, so everybody is decided by their own.
  const isSound =
    decider.sharing() === sharing &&
    made.every(
      (decision) =>
        decision === undefined ||
        decision.reason === unreachable ||
        decision.policyRevision === sharing.revision,
    );
  return isSound ? made : decideByKey(decider, known, decisionKey);
}

async function decideByKey(
  decider: Decider,
  known: readonly Known[],
  keyOf: (known: Known) => string,
): Promise<readonly (Decision | undefined)[]> {
  if (known.length === 0) return [];
  const places = new Map<string, number>();
  const asked: DecisionInput[] = [];
  const placeOf = known.map((each) => {
    const key = keyOf(each);
    const before = places.get(key);
    if (before !== undefined) return before;
    places.set(key, asked.length);
    return asked.push(each.input) - 1;
  });
  const decisions = await decider.decide(asked);
  return placeOf.map((place) => decisions[place]);
}

/** Everything that can make two decisions of one moment differ: person, strength, app or route, request, address. */
export function decisionKey({ input }: Known): string {
  const { principal, resource, route, authn, network, http } = input;
  return [
    principal.id,
    authn.authenticatedAt,
    authn.methods.join('+'),
    resource.id,
    route?.id ?? '',
    network.address,
    http?.method ?? '',
    http?.path ?? '',
  ].join('\n');
}
