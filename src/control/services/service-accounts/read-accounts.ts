import type { ServiceAccount, ServiceKey } from '#contracts/api/service-accounts.ts';
import type { Page, PageRequest } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { findAccount } from './find-account.ts';
import { presentAccount, presentAccounts, presentKeys } from './present-account.ts';

/** Lists service accounts, newest first. */
export async function listAccounts(
  call: Call,
  request: PageRequest & { readonly search?: string | undefined },
): Promise<Page<ServiceAccount>> {
  await permit(call, 'read');
  const page = await call.store.serviceAccounts.list(request);
  return { ...page, items: await presentAccounts(call.store, page.items) };
}

/** Reads one service account by its id or name. @throws Fault `not-permitted`, `not-found` */
export async function getAccount(call: Call, account: string): Promise<ServiceAccount> {
  return presentAccount(call.store, await findAccount(call, account, 'read'));
}

/** Lists the keys of an account, the newest first. @throws Fault `not-permitted`, `not-found` */
export async function listAccountKeys(
  call: Call,
  account: string,
): Promise<{ readonly items: ServiceKey[] }> {
  const { id } = await findAccount(call, account, 'read');
  return { items: await presentKeys(call.store, await call.store.serviceKeys.ofAccount(id)) };
}
