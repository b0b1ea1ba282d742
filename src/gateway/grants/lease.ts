import { type Clock, elapsedSince, type Instant } from '#base/clock.ts';

/**
 * How fresh this gateway's knowledge is. Everything that was committed before `known()` has been heard here;
 * of what came later nothing may be assumed.
 */
export interface Lease {
  /** The instant up to which everything is known; undefined before the first pong. */
  known(): Instant | undefined;
  /** Milliseconds since then, by whichever clock says more; infinite before the first pong. */
  age(): number;
  /**
   * Takes a pong: counts from the time of its ping, less the age of what the replica knew. What an old pong
   * says is old, however late it is read; it never shortens what a newer one said.
   */
  confirm(asked: Instant, dbAge: number): void;
  /** Nothing counts any more: the history that it was about is another one. */
  forget(): void;
}

/** Makes a lease that has not begun. */
export function createLease(clock: Clock): Lease {
  let known: Instant | undefined;
  return {
    known: () => known,
    age: () => (known === undefined ? Number.POSITIVE_INFINITY : elapsedSince(clock, known)),
    confirm(asked, dbAge) {
      const behind = Number.isFinite(dbAge) ? Math.max(0, dbAge) : Number.POSITIVE_INFINITY;
      const then = { wall: asked.wall - behind, monotonic: asked.monotonic - behind };
      if (known === undefined || elapsedSince(clock, then) <= elapsedSince(clock, known)) known = then;
    },
    forget() {
      known = undefined;
    },
  };
}
