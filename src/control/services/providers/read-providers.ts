import type { ProviderTest, ProviderView } from '#contracts/api/providers.ts';
import { providerOf } from '#identity/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { findProvider, presentProvider } from './present-provider.ts';

/** Lists the providers by which people may sign in. */
export async function listProviders(call: Call): Promise<{ readonly items: readonly ProviderView[] }> {
  await permit(call, 'read');
  const rows = await call.store.providers.all();
  return { items: rows.map((row) => presentProvider(row, call.place)) };
}

/** Reads one provider. @throws Fault `not-found` */
export async function getProvider(call: Call, provider: string): Promise<ProviderView> {
  await permit(call, 'read');
  return presentProvider(await findProvider(call.store, provider), call.place);
}

/** Tries a provider now. It sends requests out, so it wants the right to change providers. @throws Fault `not-found` */
export async function testProvider(call: Call, provider: string): Promise<ProviderTest> {
  await permit(call, 'manageKeys');
  return call.providers.try(providerOf(await findProvider(call.store, provider)));
}
