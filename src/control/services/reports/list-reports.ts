import type { Report } from '#contracts/api/reports.ts';
import type { Page, PageRequest } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { presentReports } from './present-report.ts';

/** Lists what people said was not them, the newest first. */
export async function listReports(
  call: Call,
  request: PageRequest & { readonly state: 'open' | 'all' },
): Promise<Page<Report>> {
  await permit(call, 'read');
  const page = await call.store.reports.list(request);
  return { ...page, items: await presentReports(call.store, page.items) };
}
