import type { Decision } from '#contracts/access.ts';
import type { Rechecked } from '#contracts/protocol/from-control.ts';
import type { Recheck } from '#contracts/protocol/from-gateway.ts';
import type { Known } from '../faces.ts';
import { type AnsweringParts, grantKey, refusalWords } from './answer-asks.ts';
import { type Basis, decideAccesses } from './decide-accesses.ts';
import { grantScope, grantTtl, lacksAsked } from './grant-terms.ts';
import { answerKey, digestInput } from './input-digest.ts';

type Suspect = Recheck['grants'][number];
type Verdict = Rechecked['verdicts'][number];

/** Where the parts of an answer go. */
export interface RecheckOutlet {
  readonly send: (part: Rechecked) => void;
  /** Resolves when the stream can take more. */
  readonly drained: () => Promise<void>;
  readonly isOpen: () => boolean;
}

/** Grants decided between two turns of the loop: well under 10 ms, so that pings are answered meanwhile. */
export const recheckPart = 100;

/** Parts decided at the same time: while one is evaluated, the inputs of the next are read. */
const partsAhead = 2;

interface Allowed {
  readonly suspect: Suspect;
  readonly known: Known;
  readonly decision: Decision;
  readonly basis: Basis;
}

/**
 * Decides the suspect grants of one gateway anew. Refusals go out as they are found, before anything else is
 * done for those that stay, since each one's bytes flow or are held until its word comes. A refusal does not wait
 * for its record either: what must end, ends, also while the database is away; the records are written when
 * everybody has their verdict. Grants that cannot be decided get no verdict; they stay suspect, and end with the
 * lease.
 */
export async function answerRecheck(
  parts: AnsweringParts,
  gateway: string,
  recheck: Recheck,
  outlet: RecheckOutlet,
): Promise<void> {
  const part = (asOf: number, verdicts: Verdict[], done = false): void =>
    outlet.send({ kind: 'rechecked', id: recheck.id, asOf, verdicts, done });
  const allowed: Allowed[] = [];
  let asOf = parts.knowledge.applied();
  const letGo = parts.log.hold();
  try {
    const judged = inOrder(inParts(recheck.grants), (suspects) => judge(parts, gateway, suspects));
    for await (const found of judged) {
      asOf = found.basis.asOf;
      if (found.refused.length > 0) part(asOf, found.refused);
      allowed.push(...found.allowed);
      if (!outlet.isOpen()) return;
      await nextTurn();
    }
    for (const group of inParts(allowed)) {
      for (const [stand, verdicts] of await keep(parts, gateway, group)) part(stand, verdicts);
      await outlet.drained();
      if (!outlet.isOpen()) return;
      await nextTurn();
    }
  } catch (error) {
    parts.failed(error);
  } finally {
    letGo();
  }
  part(asOf, [], true);
}

// Results come in order, however the work under way ends; a fault ends the whole where its result would come.
async function* inOrder<Item, Made>(
  items: Iterable<Item>,
  work: (item: Item) => Promise<Made>,
): AsyncGenerator<Made> {
  const underWay: Promise<Made>[] = [];
  for (const item of items) {
    const made = work(item);
    made.catch(() => {}); // somebody waits for it below, or for one before it that failed
    underWay.push(made);
    const first = underWay.length < partsAhead ? undefined : underWay.shift();
    if (first !== undefined) yield await first;
  }
  for (const made of underWay) yield await made;
}

async function judge(parts: AnsweringParts, gateway: string, suspects: readonly Suspect[]) {
  const { basis, decided } = await decideAccesses(
    parts,
    suspects.map(({ input }) => input),
  );
  const refused: Verdict[] = [];
  const allowed: Allowed[] = [];
  suspects.forEach((suspect, index) => {
    const found = decided[index];
    if (found === undefined || found.kind === 'unavailable') return;
    if (found.kind === 'missing') {
      refused.push({
        verdict: 'refused',
        grant: suspect.grant,
        outcome: 'deny',
        reason: found.reason,
        advice: [],
      });
      return;
    }
    const { known, decision } = found;
    const before = parts.memory.recall(suspect.grant, gateway);
    const otherKey = before !== undefined && before.scope !== grantScope(decision);
    if (otherKey || lacksAsked(suspect.input, decision)) {
      refused.push({ verdict: 'lapsed', grant: suspect.grant });
    } else if (decision.outcome === 'allow') {
      allowed.push({ suspect, known, decision, basis });
    } else {
      refused.push(refusal(parts, gateway, { suspect, known, decision, basis }));
    }
  });
  return { basis, refused, allowed };
}

function refusal(parts: AnsweringParts, gateway: string, found: Allowed): Verdict {
  const { suspect, known, decision, basis } = found;
  const { grant } = suspect;
  const id = parts.log.recordLater({ known, decision, gateway, asOf: basis.asOf, grant });
  return { verdict: 'refused', grant, ...refusalWords(decision), decision: id };
}

// By the change that each verdict stands on, so that none looks newer than what it was made of.
async function keep(
  parts: AnsweringParts,
  gateway: string,
  group: readonly Allowed[],
): Promise<ReadonlyMap<number, Verdict[]>> {
  const verdicts = new Map<number, Verdict[]>();
  await Promise.all(
    group.map(async (found) => {
      const verdict = await keepOne(parts, gateway, found);
      const { asOf } = found.basis;
      const same = verdicts.get(asOf);
      if (same === undefined) verdicts.set(asOf, [verdict]);
      else same.push(verdict);
    }),
  );
  return verdicts;
}

async function keepOne(parts: AnsweringParts, gateway: string, found: Allowed): Promise<Verdict> {
  const { suspect, known, decision, basis } = found;
  const ttlMs = grantTtl(known, decision);
  if (ttlMs <= 0) return { verdict: 'lapsed', grant: suspect.grant };
  const input = digestInput(known.input);
  const granted = {
    gateway,
    key: grantKey(suspect, known),
    digest: input.digest,
    answer: answerKey(decision),
    scope: grantScope(decision),
  };
  const before = parts.memory.recall(suspect.grant, gateway);
  if (before?.key === granted.key && before.digest === granted.digest && before.answer === granted.answer) {
    parts.renewed();
  } else {
    const made = { known, decision, input, gateway, asOf: basis.asOf, grant: suspect.grant };
    await parts.log.record(made).stored;
    parts.memory.remember(suspect.grant, granted);
  }
  return { verdict: 'kept', grant: suspect.grant, ttlMs, subjects: [...known.subjects] };
}

function* inParts<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += recheckPart)
    yield items.slice(start, start + recheckPart);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
