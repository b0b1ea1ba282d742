import type { Decision } from '#contracts/access.ts';
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

/** What the inputs of a decision have in common with all that must be answered alike. */
export type SharingKey = (known: Known) => string;

/**
 * Decides about accesses; answers come in their order. Inputs with the same key are decided once.
 * @throws Fault `database-unavailable` when knowledge is old or cannot be read
 */
export async function decideAccesses(
  parts: DecidingParts,
  accesses: readonly AccessInput[],
  keyOf: SharingKey = decisionKey,
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
  const keys = known.map((each) => (typeof each === 'string' ? '' : keyOf(each)));
  const distinct = new Map<string, Known>();
  known.forEach((each, index) => {
    if (typeof each !== 'string') distinct.set(keys[index] ?? '', each);
  });
  const asked = [...distinct.values()];
  const answers = asked.length === 0 ? [] : await parts.decider.decide(asked.map(({ input }) => input));
  const byKey = new Map([...distinct.keys()].map((key, index) => [key, answers[index]]));
  const decided = known.map((each, index): Decided => {
    if (typeof each === 'string') return { kind: 'missing', reason: each };
    const decision = byKey.get(keys[index] ?? '');
    if (decision === undefined) throw new Fault('internal', 'The decider gave fewer answers than asked.');
    if (decision.reason === unreachable) return { kind: 'unavailable' };
    return { kind: 'decided', known: each, decision };
  });
  return { basis, decided };
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
