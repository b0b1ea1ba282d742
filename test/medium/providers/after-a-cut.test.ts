import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type LiarProvider, startLiarProvider } from '#testing/liar-provider.ts';
import type { PageBrowser } from '#testing/page-browser.ts';
import { addProvider, testProviderSettings, throughProvider } from '#testing/provider-ways.ts';
import { storedIdentity, type StoredIdentity } from '#testing/stored-identity.ts';

// Whoever was cut comes back by proving themselves anew, and by nothing else: a proof of half a minute ago is younger
// than any age that is asked for, and older than the cut.

let test: StoredIdentity;
let liar: LiarProvider;
let provider: string;
let count = 0;

beforeAll(async () => {
  [test, liar] = await Promise.all([storedIdentity({ providerTimeoutMs: 1_500 }), startLiarProvider()]);
  ({ id: provider } = await addProvider(test, liar, { settings: { secondFactor: 'theirs' } }));
});
afterAll(async () => {
  await Promise.all([test?.close(), liar?.close()]);
});
beforeEach(() => {
  liar.lies = {};
  count += 1;
});

const person = () => ({ sub: `sub-${count}`, claims: { amr: ['mfa'] } });
const session = (browser: PageBrowser) => test.identity.sessions.find(browser.signInSecret());

async function cut(browser: PageBrowser): Promise<void> {
  const found = await session(browser);
  if (found === undefined) throw new Error('not signed in');
  await test.identity.sessions.end({ session: found, cause: 'cut-by-administrator', address: '192.0.2.1' });
}
async function signedIn(): Promise<PageBrowser> {
  const browser = test.pages.browser();
  await browser.go(test.pages.start());
  await throughProvider(browser, liar, person());
  return browser;
}
const secondsAgo = (seconds: number) => ({
  idToken: { auth_time: Math.floor(Date.now() / 1000) - seconds },
});

it('takes no proof from before the cut for a fresh one, however young it is', async () => {
  const browser = await signedIn();
  await cut(browser);
  await browser.go(test.pages.start());
  // The provider signed them in half a minute ago, before the cut, and asks nobody anything now.
  liar.lies = secondsAgo(30);
  const sent = await throughProvider(browser, liar, person());
  expect(sent.url.searchParams.get('max_age')).toBe('60');
  const page = await browser.go(liar.answer(sent.url.href, person()));
  // Refused, and not sent round once more.
  expect([page.status, page.url.host]).toEqual([503, 'signin.sallyport.localhost:8443']);
  expect(test.events.at(-1)).toMatchObject({
    kind: 'person-refused',
    data: { reason: 'no-time-of-sign-in: a sign-in from before the last revocation' },
  });
  expect(await session(browser)).toBeUndefined();
});

it('lets in by a proof from after the cut', async () => {
  const browser = await signedIn();
  await cut(browser);
  // Providers name whole seconds.
  await test.run(`update sessions set ended_at = ended_at - interval '5 seconds' where ended_at is not null`);
  await browser.go(test.pages.start());
  liar.lies = secondsAgo(600);
  const sent = await throughProvider(browser, liar, person());
  liar.lies = {};
  await browser.go(liar.answer(sent.url.href, person()));
  expect(await session(browser)).toBeDefined();
});

it('lets nobody step up by a proof from before another session of theirs was cut', async () => {
  const [browser, other] = [await signedIn(), await signedIn()];
  await test.run(`update sessions set authenticated_at = now() - interval '10 minutes'`);
  await cut(other);
  await browser.go(test.pages.start({ need: { maxAgeSeconds: 300 } }));
  liar.lies = secondsAgo(30);
  const page = await throughProvider(browser, liar, person());
  expect(page.status).toBe(503);
  expect((await session(browser))?.ageMs).toBeGreaterThan(300_000);
});

it('gives it up where the provider is said to know no times', async () => {
  const browser = await signedIn();
  const found = await test.store.providers.find(provider);
  const settings = testProviderSettings(liar.ca, { secondFactor: 'theirs', afterRevocation: 'any' });
  await test.store.providers.update({ id: provider, version: found?.version ?? 0 }, { settings });
  await cut(browser);
  await browser.go(test.pages.start());
  liar.lies = secondsAgo(600);
  await throughProvider(browser, liar, person());
  expect(await session(browser)).toBeDefined();
});
