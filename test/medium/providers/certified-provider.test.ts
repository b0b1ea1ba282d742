import { afterAll, beforeAll, expect, it } from 'vitest';
import { providerOf } from '#identity/index.ts';
import { type CertifiedProvider, startCertifiedProvider } from '#testing/certified-provider.ts';
import { addProvider, addSecondFactor, goToProvider, personOf } from '#testing/provider-ways.ts';
import { type StoredIdentity, storedIdentity } from '#testing/stored-identity.ts';

// Against a provider that others certified: what we send it takes, what it answers we take.
const signIn = 'https://signin.sallyport.localhost:8443';
let test: StoredIdentity;
let provider: CertifiedProvider;

beforeAll(async () => {
  [test, provider] = await Promise.all([
    storedIdentity(),
    startCertifiedProvider({
      callback: `${signIn}/provider/staff/callback`,
      backChannelLogout: `${signIn}/provider/staff/logout`,
    }),
  ]);
  await addProvider(test, provider, {
    settings: {
      claims: { groups: 'groups' },
      unknownGroups: 'make',
      scopes: ['openid', 'profile', 'email', 'offline_access'],
      parameters: { prompt: 'consent' },
    },
  });
});
afterAll(async () => {
  await Promise.all([test?.close(), provider?.close()]);
});

it('signs in, refreshes what it was told, and is signed out', async () => {
  provider.person = {
    sub: 'ada',
    claims: { name: 'Ada', email: 'ada@example.org', email_verified: true, groups: ['staff'] },
  };
  const browser = test.pages.browser();
  await browser.go(test.pages.start());
  const page = await browser.go(await provider.walk(await goToProvider(browser)));
  expect([page.url.pathname, test.events.map(({ data }) => data.reason)]).toEqual([
    '/second-factor',
    expect.not.arrayContaining([expect.any(String)]),
  ]);
  await addSecondFactor(browser, test.now());
  const session = await test.identity.sessions.find(browser.signInSecret());
  const person = await personOf(test.store, provider.issuer, 'ada');
  expect([session?.person, session?.strength.methods]).toEqual([person, ['fed', 'otp']]);
  const groups = async () =>
    (await test.store.groups.ofPeople([person ?? ''])).get(person ?? '')?.map(({ name }) => name);
  expect(await groups()).toEqual(['staff']);

  provider.person = { ...provider.person, claims: { ...provider.person.claims, groups: ['night-shift'] } };
  await test.run('update provider_sessions set due_at = now()');
  await test.identity.providers?.refresh.look();
  expect(await groups()).toEqual(['night-shift']);

  const body = await provider.endSession();
  const answer = await test.pages.fetch(
    new Request(`${signIn}/provider/staff/logout`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  );
  expect(answer.status).toBe(200);
  expect(await test.identity.sessions.find(browser.signInSecret())).toBeUndefined();
});

it('is found well when it is tried', async () => {
  const row = await test.store.providers.findByName('staff');
  const tried = row && (await test.identity.providers?.try(providerOf(row)));
  expect(tried).toMatchObject({ works: true, code: 'works' });
});
