import type { SessionId } from '#base/ids.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { Store } from '#store/index.ts';
import type { Job } from './jobs.ts';

const actor = { kind: 'system' as const };
const cause = 'session-expired';

/** Sessions named by one change and one record. */
const atOnce = 500;

/**
 * Ends sessions whose limits have passed, by the database's clock, and tells everybody. No grant outlives its
 * session without this; but what was granted by another replica's reading of activity ends here for sure, and
 * the end stands on record.
 */
export function endExpiredSessions(parts: {
  readonly store: Pick<Store, 'change'>;
  readonly audit: AuditLog;
}): Job {
  return {
    name: 'end-expired-sessions',
    everyMs: 5_000,
    async run() {
      const { value: ended } = await parts.store.change(
        (tx) => tx.sessions.endExpired(cause),
        (sessions) => inParts(sessions).map((subjects) => ({ kind: 'revoke', subjects, cause, actor })),
      );
      for (const sessions of inParts(ended)) {
        await parts.audit.append({ kind: 'session-ended', actor, about: sessions, data: { reason: cause } });
      }
    },
  };
}

function inParts(sessions: readonly SessionId[]): (readonly SessionId[])[] {
  const count = Math.ceil(sessions.length / atOnce);
  return Array.from({ length: count }, (_, part) => sessions.slice(part * atOnce, (part + 1) * atOnce));
}
