import type { AuditRecord } from '#contracts/api/audit.ts';
import { reasonOf } from '#contracts/reasons.ts';

/** The sentence that whoever was cut was told, in English as a key of texts; undefined where a record is of no cut. */
export function reasonOfCut({ kind, data }: AuditRecord): string | undefined {
  const cause = kind === 'connections-cut' ? data?.['cause'] : undefined;
  return typeof cause === 'string' ? reasonOf(cause).text : undefined;
}
