import type { AuditKind, AuditLog } from '#contracts/events.ts';
import type { Counter, Metrics } from '#observe/index.ts';

/** What a sign-in came to, by the record that it leaves. */
const signInOutcomes: Partial<Record<AuditKind, string>> = {
  'person-signed-in': 'signed-in',
  'person-stepped-up': 'stepped-up',
  'person-refused': 'refused',
};

/**
 * Counts what goes on record, once it is committed, and sign-ins by their records: so no way of signing in can be
 * forgotten here that is not forgotten in the audit trail.
 */
export function countAudit<Log extends AuditLog>(log: Log, metrics: Pick<Metrics, 'counter'>): Log {
  const byKind = new Map<AuditKind, readonly Counter[]>();
  const countersOf = (kind: AuditKind): readonly Counter[] => {
    const known = byKind.get(kind);
    if (known !== undefined) return known;
    const outcome = signInOutcomes[kind];
    const made = [metrics.counter('sallyport_audit_records_total', { kind })];
    if (outcome !== undefined) made.push(metrics.counter('sallyport_sign_ins_total', { outcome }));
    byKind.set(kind, made);
    return made;
  };
  return {
    ...log,
    async append(event) {
      const appended = await log.append(event);
      for (const counter of countersOf(event.kind)) counter.add();
      return appended;
    },
  };
}
