import { Fault } from '#contracts/errors.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from './call.ts';
import { permit } from './permit.ts';

/** What a write does to what people may do: most rely on it, some change it. */
export type Standing = 'relies-on-standing' | 'changes-standing';

/** The same call, asking about its caller as a transaction sees them. */
export function inside(call: Call, tx: Repositories): Call {
  return { ...call, within: tx };
}

/**
 * Asks again, inside the transaction that writes, everything that the call was allowed, while nobody's standing can
 * change. Without it, whoever loses a role could have a write on its way that was allowed a moment before and gives
 * the role back.
 * @throws Fault `not-signed-in` when what the caller came by ended meanwhile, `not-permitted`
 */
export async function permitAgain(call: Call, tx: Repositories, standing: Standing): Promise<void> {
  if (standing === 'changes-standing') await tx.standing.change();
  else await tx.standing.rely();
  if (!(await stillStands(call, tx)))
    throw new Fault('not-signed-in', 'it ended while the write was on its way');
  const asked = new Map(call.permitted.map((question) => [JSON.stringify(question), question]));
  const again: Call = { ...inside(call, tx), permitted: [] };
  for (const { action, resource } of asked.values()) await permit(again, action, resource);
}

async function stillStands({ caller }: Call, tx: Repositories): Promise<boolean> {
  const { actor, person, session } = caller;
  if (person !== undefined && (await tx.people.find(person))?.state !== 'enabled') return false;
  if (actor.kind === 'api-token') return actor.id !== undefined && tx.apiTokens.stands(actor.id);
  if (session === undefined) return true;
  const row = await tx.sessions.find(session);
  return row !== undefined && row.endedAt === null && row.remainingMs > 0;
}
