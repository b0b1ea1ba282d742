import type { DecisionInput } from '#contracts/access.ts';
import type { Call } from '../../call.ts';
import { storedDecision, type StoredDecision } from '../../decisions/stored-decision.ts';

/** A recorded decision with what it was made of; without, where that is not kept any more. */
export interface Recorded {
  readonly decision: StoredDecision;
  readonly input?: DecisionInput;
}

/** Reads a page of recorded decisions, newest first. */
export async function recordedPage(
  call: Call,
  request: {
    readonly cursor?: string | undefined;
    readonly limit: number;
    readonly about?: readonly string[];
  },
): Promise<{ readonly items: readonly Recorded[]; readonly next?: string | undefined }> {
  const page = await call.store.audit.list({ ...request, kinds: ['decision-made'] });
  const decisions = page.items.flatMap((record) => storedDecision(call.auditReading.read(record)) ?? []);
  const digests = [...new Set(decisions.map(({ inputDigest }) => inputDigest))];
  const bytes = await call.store.decisionInputs.findMany(digests);
  const items = decisions.map((decision) => {
    const found = bytes.get(decision.inputDigest);
    return found === undefined ? { decision } : { decision, input: asOf(found, decision) };
  });
  return { items, next: page.next };
}

/** Puts back what inputs are stored without: the moment and the session. */
function asOf(bytes: Buffer, { at, session }: StoredDecision): DecisionInput {
  // Control wrote it itself, under the digest by which it was found.
  const input = JSON.parse(bytes.toString('utf8')) as DecisionInput;
  return {
    ...input,
    time: { ...input.time, at },
    ...(session === undefined ? {} : { session: { id: session } }),
  };
}
