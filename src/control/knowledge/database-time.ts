import { type Clock, type Instant, elapsedSince, instant } from '#base/clock.ts';

/** The database's clock, carried between readings: sessions and facts are judged by no other. */
export interface DatabaseTime {
  /** Reads both local clocks; to be called before the query whose `now()` is noted. */
  start(): Instant;
  /** Notes what `now()` said in a query that was begun at `started`. */
  note(now: number, started: Instant): void;
  /** The database's time now, Unix milliseconds; undefined until a first reading was noted. */
  now(): number | undefined;
}

/**
 * Carries the database's `now()`. Between readings time passes by whichever local clock says more, counted from
 * the start of the query, so that the carried time is never behind the true one: what expires, expires early
 * rather than late, and neither a suspended machine nor a wall clock set back prolongs a session.
 */
export function createDatabaseTime(clock: Clock): DatabaseTime {
  let reading: { readonly now: number; readonly started: Instant } | undefined;
  return {
    start: () => instant(clock),
    note(now, started) {
      if (reading === undefined || started.monotonic >= reading.started.monotonic) reading = { now, started };
    },
    now: () => (reading === undefined ? undefined : reading.now + elapsedSince(clock, reading.started)),
  };
}
