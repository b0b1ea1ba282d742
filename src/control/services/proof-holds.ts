import type { Call } from './call.ts';

/** Whether what the caller came with still counts: the session lives, the token was not revoked. */
export async function proofHolds({ caller, store }: Pick<Call, 'caller' | 'store'>): Promise<boolean> {
  const { actor, session, person } = caller;
  if (session !== undefined) {
    const row = await store.sessions.find(session);
    return row?.personId === person && row?.endedAt === null && row.remainingMs > 0;
  }
  if (actor.kind === 'api-token') return actor.id !== undefined && (await store.apiTokens.stands(actor.id));
  return true;
}
