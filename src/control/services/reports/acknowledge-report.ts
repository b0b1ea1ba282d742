import type { ReportId } from '#base/ids.ts';
import type { Report } from '#contracts/api/reports.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { found, write } from '../write.ts';
import { presentReports } from './present-report.ts';

/**
 * Notes that a report was looked at. It takes the right to change the person, as what may follow from it does.
 * @throws Fault `not-found`, `conflict` where somebody else was faster
 */
export async function acknowledgeReport(call: Call, id: ReportId): Promise<Report> {
  const before = await call.store.reports.find(id);
  await permit(call, 'write', before === undefined ? undefined : { type: 'Person', id: before.personId });
  found(before);
  return write(call, async (tx) => {
    const row = await tx.reports.acknowledge(id, call.caller.actor);
    if (row === undefined) throw conflict('Somebody looked at it already.');
    const [value] = await presentReports(tx, [row]);
    return {
      value: found(value),
      event: {
        kind: 'object-changed',
        about: [row.id, row.personId],
        data: { type: 'report', change: 'acknowledged' },
      },
      changes: [],
    };
  });
}
