import type { Cut } from './face.ts';
import type { Ground } from './ground.ts';
import { cutFor, type HeldGrant } from './held-grant.ts';

/** The ways in which a grant stops being one. */
export interface Endings {
  /** Ends it and cuts everything on it, in this tick. `change` is the change that caused it. */
  end(grant: HeldGrant, cause: Cut, change?: number): void;
  /** Lets go of one that nothing lives on. */
  drop(grant: HeldGrant): void;
  /** Moves what lives on it to another that was granted for the same. */
  replace(grant: HeldGrant, next: HeldGrant): void;
}

/** Makes the endings. */
export function createEndings(
  ground: Pick<Ground, 'book' | 'clock' | 'cuts' | 'cutTook' | 'lives' | 'stream'>,
): Endings {
  const { book, clock, cuts, lives, stream } = ground;

  function end(grant: HeldGrant, cause: Cut, change?: number): void {
    if (grant.end !== undefined) return;
    // INVARIANT: it is over before the first of what lives on it is told, so that nothing that a cut sets off
    // finds it alive.
    grant.end = cause;
    book.remove(grant);
    const cut = [...grant.lives];
    for (const standing of cut) standing.cut(cause);
    if (cut.length === 0) return;
    // What time ended was caused by no message; when it should have ended its owner's lease says.
    if (change !== undefined) {
      const since = grant.suspicion?.since.monotonic ?? stream.heardAt;
      ground.cutTook(grant.suspicion === undefined ? 'revoke' : 'recheck', clock.monotonic() - since);
    }
    if (grant.session === '') return;
    const { id, session, person, app } = grant;
    cuts.note({
      cause: cause.reason,
      change,
      grant: id,
      session,
      person,
      app: app.id,
      connections: cut.length,
    });
  }

  return {
    end,
    drop: (grant) => end(grant, cutFor('time-passed')),
    replace(grant, next) {
      book.remove(grant);
      grant.successor = next;
      for (const standing of grant.lives) {
        standing.move(grant, next);
        lives.moved(standing);
      }
    },
  };
}
