import { found } from '../write.ts';
import type { Call } from '../call.ts';
import { actsForSelf, permit } from '../permit.ts';
import { endSession } from '../sessions/end-sessions.ts';

/**
 * Cuts a connection by ending the session it hangs on. Cutting the connection alone would be undone by the next
 * reload: the session would be given a new grant at once.
 * @throws Fault `not-found`
 */
export async function cutConnection(call: Call, id: string): Promise<{ readonly session: string }> {
  const row = await call.store.liveConnections.find(id);
  if (!actsForSelf(call, { owner: row?.personId, action: 'cut' })) await permit(call, 'cut');
  const { sessionId } = found(row);
  await endSession(call, sessionId);
  return { session: sessionId };
}
