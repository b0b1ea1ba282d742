import type { AuditLog } from '#contracts/events.ts';
import type { Job } from './jobs.ts';

/**
 * Puts on record once a minute how many lines a place beside the database did not get: whoever compares the two
 * later sees that the copy has holes, and where.
 */
export function recordLostLines(parts: {
  readonly audit: AuditLog;
  /** Lines that each place did not get, since the start. */
  readonly lostLines: () => ReadonlyMap<string, number>;
}): Job {
  const told = new Map<string, number>();
  return {
    name: 'record-lost-lines',
    everyMs: 60_000,
    async run() {
      for (const [place, lost] of parts.lostLines()) {
        const count = lost - (told.get(place) ?? 0);
        if (count <= 0) continue;
        const data = { what: 'audit-lines', place, count };
        await parts.audit.append({ kind: 'records-dropped', actor: { kind: 'system' }, about: [], data });
        told.set(place, lost);
      }
    },
  };
}
