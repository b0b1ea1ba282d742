import type { PersonId, ProviderId } from '#base/ids.ts';
import type { Repositories, Store } from '#store/index.ts';
import { keepsAWayIn } from '../methods/passkey/keeps-a-way-in.ts';
import { type Changing, stillSignedIn } from '../sessions/still-signed-in.ts';
import { methodsOf } from '../methods/passkey/store-passkeys.ts';

/**
 * Unties somebody from a provider at their own wish, unless nothing else would let them in. The person's row is
 * locked first, as by every other removal of what they sign in with: of two removals at the same moment, the second
 * sees what the first left.
 */
export async function unlinkOwn(
  store: Store,
  { person, session, provider }: Changing & { readonly provider: ProviderId },
): Promise<'unlinked' | 'last' | 'gone'> {
  const work = async (tx: Repositories) => {
    if (!(await stillSignedIn(tx, { person, session }))) return 'gone' as const;
    if ((await tx.identities.remove(person, provider)) === 0) return 'gone' as const;
    if (!(await hasAWayIn(tx, person))) throw new LastWayIn();
    return 'unlinked' as const;
  };
  try {
    const { value } = await store.change(work, (came) => (came === 'gone' ? [] : [recheck(person)]));
    return value;
  } catch (thrown) {
    if (thrown instanceof LastWayIn) return 'last';
    throw thrown;
  }
}

/** Tells whether somebody can sign in with what they have left, within the transaction that takes something away. */
export async function hasAWayIn(tx: Repositories, person: PersonId): Promise<boolean> {
  // By another provider they come in whatever else they have: a second factor that is missing is set up on the way.
  if ((await tx.identities.countUsable(person)) > 0) return true;
  // Whom a provider brought is known here by its word alone: neither a passkey nor a password lets them in without
  // one, so that removing a provider never opens anything.
  const row = await tx.people.find(person);
  if (row?.issuer !== 'local') return false;
  return keepsAWayIn(await methodsOf(tx, person));
}

function recheck(person: PersonId) {
  const actor = { kind: 'person' as const, id: person };
  return { kind: 'recheck' as const, subjects: [person], cause: 'group-changed', actor };
}

// Undoes what the transaction removed.
class LastWayIn extends Error {}
