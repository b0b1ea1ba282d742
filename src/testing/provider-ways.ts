import { newId, type PersonId } from '#base/ids.ts';
import { providerSettingsSchema, type ProviderSettings } from '#contracts/provider-settings.ts';
import { providerPlace, type Seal } from '#identity/index.ts';
import type { ProviderRow, Store } from '#store/index.ts';
import { authenticatorCode } from './identity.ts';
import type { LiarPerson, LiarProvider } from './liar-provider.ts';
import type { PageBrowser, Shown } from './page-browser.ts';
import { secretOn } from './pages.ts';

/** Settings of a provider on this machine; what is given goes over them. */
export function testProviderSettings(
  ca: string,
  over: Readonly<Record<string, unknown>> = {},
): ProviderSettings {
  return providerSettingsSchema.parse({ reach: 'private', ca, joining: 'first-sign-in', ...over });
}

/** Puts a provider into a store, as an administrator would. */
export async function addProvider(
  { store, seal }: { readonly store: Store; readonly seal: Seal },
  provider: Pick<LiarProvider, 'issuer' | 'ca' | 'clientId' | 'clientSecret'>,
  over: { readonly name?: string; readonly settings?: Readonly<Record<string, unknown>> } = {},
): Promise<ProviderRow> {
  const id = newId('provider');
  const { issuer, clientId, clientSecret } = provider;
  const { name = 'staff' } = over;
  const sealed = Buffer.from(await seal.seal(Buffer.from(clientSecret), providerPlace(id)));
  const settings = testProviderSettings(provider.ca, over.settings);
  return store.providers.insert({
    id,
    name,
    title: 'Staff',
    issuer,
    clientId,
    sealed,
    settings,
    state: 'enabled',
  });
}

/** Goes to the provider by its button on the page that is shown; answers with the address that it was sent to. */
export async function goToProvider(browser: PageBrowser, provider = 'staff'): Promise<string> {
  const page = await browser.send('/provider', { provider });
  return page.url.href;
}

/** Signs in through a provider by the page that is shown, as far as the provider's word leads. */
export async function throughProvider(
  browser: PageBrowser,
  provider: LiarProvider,
  person: LiarPerson,
): Promise<Shown> {
  return browser.go(provider.answer(await goToProvider(browser), person));
}

/** Adds the second factor that the page asks for; answers with its secret. */
export async function addSecondFactor(browser: PageBrowser, now: number): Promise<string> {
  const secret = secretOn(browser.shown());
  const page = await browser.send('/second-factor', { answer: authenticatorCode(secret, now) });
  if (!page.text.includes('recovery codes')) throw new Error(`no recovery codes: ${page.text}`);
  return secret;
}

/** Who somebody is that a provider named. */
export async function personOf(store: Store, issuer: string, subject: string): Promise<PersonId | undefined> {
  return (await store.identities.find(issuer, subject))?.personId;
}
