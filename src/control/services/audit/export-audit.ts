import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { auditResource } from './list-audit.ts';

/** Streams every record and checkpoint, one JSON object a line, fit to be verified elsewhere. */
export async function exportAudit(call: Call): Promise<AsyncIterable<string>> {
  await permit(call, 'export', auditResource);
  return call.auditReading.export();
}
