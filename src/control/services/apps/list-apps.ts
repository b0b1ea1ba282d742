import type { App } from '#contracts/api/apps.ts';
import type { Page, PageRequest } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { presentApps } from './present-app.ts';

/** Lists apps, newest first. */
export async function listApps(
  call: Call,
  request: PageRequest & { readonly search?: string | undefined },
): Promise<Page<App>> {
  await permit(call, 'read');
  const page = await call.store.apps.list(request);
  return { ...page, items: await presentApps(call.store, call.place, page.items) };
}
