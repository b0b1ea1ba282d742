import type { AuditFindings } from '#contracts/api/audit.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { auditResource } from './list-audit.ts';

/** Verifies the whole chain, against a checkpoint kept elsewhere where one is given. */
export async function verifyAudit(
  call: Call,
  options: { readonly checkpoint?: Readonly<Record<string, unknown>> | undefined },
): Promise<AuditFindings> {
  await permit(call, 'readAudit', auditResource);
  return call.auditReading.verify(options);
}
