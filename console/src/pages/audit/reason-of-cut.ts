import type { AuditRecord } from '#contracts/api/audit.ts';
import { reasonToOthers } from '#contracts/reasons.ts';

/** Why somebody was cut, as others read it, in English as a key of texts; undefined where a record is of no cut. */
export function reasonOfCut({ kind, data }: AuditRecord): string | undefined {
  const cause = kind === 'connections-cut' ? data?.['cause'] : undefined;
  return typeof cause === 'string' ? reasonToOthers(cause) : undefined;
}
