import { reports } from '#contracts/api/reports.ts';
import { listReports } from '../../../services/reports/list-reports.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const reportsListEndpoint = defineEndpoint(reports.list, ({ call, query }) =>
  listReports(call, query),
);
