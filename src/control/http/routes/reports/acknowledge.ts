import { reports } from '#contracts/api/reports.ts';
import { acknowledgeReport } from '../../../services/reports/acknowledge-report.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const reportsAcknowledgeEndpoint = defineEndpoint(reports.acknowledge, ({ call, params }) =>
  acknowledgeReport(call, params.report),
);
