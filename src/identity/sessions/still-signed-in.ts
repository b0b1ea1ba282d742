import type { PersonId, SessionId } from '#base/ids.ts';
import type { Repositories } from '#store/index.ts';

/** Whose session changes how they sign in. */
export interface Changing {
  readonly person: PersonId;
  readonly session: SessionId;
}

/**
 * Takes hold of a person's row until the transaction ends, and tells whether the session that changes something of
 * theirs is still one. Without it, whoever is being put out by "this was not me" could have a passkey or a provider of
 * theirs on its way, which would let them in again after everything ended.
 */
export async function stillSignedIn(
  tx: Pick<Repositories, 'passkeys' | 'sessions'>,
  { person, session }: Changing,
): Promise<boolean> {
  if (!(await tx.passkeys.lockPerson(person))) return false;
  const row = await tx.sessions.find(session);
  return row?.personId === person && row.endedAt === null && row.remainingMs > 0;
}
