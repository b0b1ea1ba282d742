import { Fault } from '#contracts/errors.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { proofHolds } from '../proof-holds.ts';
import { auditResource } from './list-audit.ts';

/** How many lines are given until it is asked again whether they still may be. */
const linesAtOnce = 500;

/**
 * Streams every record and checkpoint, one JSON object a line, fit to be verified elsewhere. It may take long, the
 * longer the slower somebody reads: it breaks off when the right to it, the session or the token is gone.
 * @throws Fault `not-permitted`
 */
export async function exportAudit(call: Call): Promise<AsyncIterable<string>> {
  await permit(call, 'export', auditResource);
  return whilePermitted(call);
}

async function* whilePermitted(call: Call): AsyncGenerator<string> {
  let given = 0;
  for await (const line of call.auditReading.export()) {
    if (given === linesAtOnce) {
      given = 0;
      if (!(await proofHolds(call))) throw new Fault('not-permitted', 'whoever asked is signed out');
      await permit(call, 'export', auditResource);
    }
    given += 1;
    yield line;
  }
}
