import type { DecisionDetail } from '#contracts/api/decisions.ts';
import { Fault } from '#contracts/errors.ts';
import type { Call } from '../call.ts';
import { sightOf } from '../permit.ts';
import { summaries } from './present-decision.ts';
import { type StoredDecision, storedDecision } from './stored-decision.ts';

/**
 * Reads a decision with its input and every policy that spoke. Whoever may not read everybody's gets their own,
 * without what a policy keeps private.
 * @throws Fault `not-found`
 */
export async function getDecision(call: Call, id: string): Promise<DecisionDetail> {
  const sight = await sightOf(call);
  const about: readonly [string, ...string[]] = sight.kind === 'own' ? [id, sight.person] : [id];
  const stored = await readDecision(call, about);
  const [summary] = await summaries(call.store, [stored]);
  if (summary === undefined) throw new Fault('not-found', 'no such decision');
  const { policies, need = null } = stored.decision;
  const shown = sight.kind === 'own' ? policies.filter((voice) => voice.private !== true) : policies;
  return { ...summary, policies: shown, need, input: await inputOf(call, stored) };
}

/**
 * Reads the record of a decision: its id, then what else the record must be about.
 * @throws Fault `not-found`
 */
export async function readDecision(
  call: Call,
  about: readonly [id: string, ...others: string[]],
): Promise<StoredDecision> {
  const page = await call.store.audit.list({ kinds: ['decision-made'], about, limit: 10 });
  const stored = page.items
    .map((record) => storedDecision(call.auditReading.read(record)))
    .find((decision) => decision?.id === about[0]);
  if (stored === undefined) throw new Fault('not-found', 'no such decision');
  return stored;
}

async function inputOf(call: Call, { inputDigest }: StoredDecision): Promise<Record<string, unknown> | null> {
  const bytes = await call.store.decisionInputs.find(inputDigest);
  if (bytes === undefined) return null;
  const input: unknown = JSON.parse(bytes.toString('utf8'));
  return typeof input === 'object' && input !== null ? { ...input } : null;
}
