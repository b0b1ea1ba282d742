import { type Clock, elapsedSince, type Instant, instant } from '#base/clock.ts';
import type { Subject } from '#contracts/subjects.ts';

/** How long a change is remembered against answers that it crossed on the wire, and how many subjects. */
export const invalidationLimits = { keptMs: 120_000, subjects: 50_000 } as const;

/** The changes of the last two minutes by subject: what an answer decided before them must not bring back. */
export interface Invalidations {
  record(id: number, subjects: readonly Subject[]): void;
  /** Whether a change after `asOf` touches one of these, or may have: what was forgotten counts as touched. */
  crossed(subjects: Iterable<Subject>, asOf: number): boolean;
  /** Ids begin anew. */
  clear(): void;
}

/** Makes an empty memory. */
export function createInvalidations(clock: Clock): Invalidations {
  const latest = new Map<Subject, { readonly id: number; readonly at: Instant }>();
  let forgotten = Number.NEGATIVE_INFINITY;

  function forgetOld(): void {
    // The map is in the order of recording, since each record is put at its end.
    for (const [subject, { id, at }] of latest) {
      const kept = latest.size <= invalidationLimits.subjects;
      if (kept && elapsedSince(clock, at) < invalidationLimits.keptMs) return;
      latest.delete(subject);
      forgotten = Math.max(forgotten, id);
    }
  }

  return {
    record(id, subjects) {
      const at = instant(clock);
      for (const subject of subjects) {
        const before = latest.get(subject)?.id ?? id;
        latest.delete(subject);
        latest.set(subject, { id: Math.max(before, id), at });
      }
      forgetOld();
    },
    crossed(subjects, asOf) {
      if (forgotten > asOf) return true;
      for (const subject of subjects) {
        const change = latest.get(subject);
        if (change !== undefined && change.id > asOf) return true;
      }
      return false;
    },
    clear() {
      latest.clear();
      forgotten = Number.NEGATIVE_INFINITY;
    },
  };
}
