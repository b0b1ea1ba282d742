import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { type Provider, providerOf } from '#identity/index.ts';
import { type LiarProvider, startLiarProvider } from '#testing/liar-provider.ts';
import { addProvider } from '#testing/provider-ways.ts';
import { type StoredIdentity, storedIdentity } from '#testing/stored-identity.ts';

let test: StoredIdentity;
let liar: LiarProvider;
let provider: Provider;

beforeAll(async () => {
  [test, liar] = await Promise.all([storedIdentity({ providerTimeoutMs: 1_000 }), startLiarProvider()]);
  provider = providerOf(await addProvider(test, liar));
});
afterAll(async () => {
  await Promise.all([test?.close(), liar?.close()]);
});
beforeEach(() => {
  liar.lies = {};
});

async function tried(over: Partial<Provider> = {}) {
  // Never remembered: each is another provider to whoever tries it.
  return test.identity.providers?.try({
    ...provider,
    id: newId('provider'),
    sealedSecret: undefined,
    ...over,
  } as Provider);
}

it('finds nothing wrong with one that is well, and says what it does not offer', async () => {
  expect(await tried()).toMatchObject({ works: true, notes: [] });
  liar.lies = { discovery: { end_session_endpoint: undefined, backchannel_logout_supported: undefined } };
  expect((await tried())?.notes).toHaveLength(2);
});

const wellKnown = '/.well-known/openid-configuration';
it.each([
  ['issuer-differs', { discovery: { issuer: 'https://evil.example' } }],
  ['insecure-address', { discovery: { token_endpoint: 'http://idp.localhost/token' } }],
  ['insecure-address', { discovery: { jwks_uri: 'http://idp.localhost/jwks' } }],
  ['not-enough-offered', { discovery: { jwks_uri: undefined } }],
  ['not-enough-offered', { discovery: { id_token_signing_alg_values_supported: ['HS256', 'none'] } }],
  ['address-forbidden', { discovery: { jwks_uri: 'https://[::ffff:169.254.169.254]/jwks' } }],
  ['not-found', { redirects: { [wellKnown]: '/elsewhere' } }],
  ['too-slow', { stalls: [wellKnown] }],
  ['too-large', { floods: [wellKnown] }],
  ['too-slow', { stalls: ['/jwks'] }],
] as const)('says %s', async (code, lies) => {
  liar.lies = lies;
  const found = await tried();
  expect([found?.works, found?.code]).toEqual([false, code]);
  expect(found?.said.length).toBeGreaterThan(40);
});

it('says what is wrong with the way there', async () => {
  const settings = { ...provider.settings, ca: null };
  expect((await tried({ settings }))?.code).toBe('certificate-unknown');
  expect((await tried({ issuer: `${liar.issuer}/` }))?.code).toBe('issuer-differs');
  expect((await tried({ issuer: liar.issuer.replace('idp', 'other') }))?.code).toBe(
    'certificate-for-another',
  );
  expect((await tried({ settings: { ...provider.settings, reach: 'public' } }))?.code).toBe(
    'address-forbidden',
  );
  expect((await tried({ issuer: `${liar.issuer}/realms/none` }))?.code).toBe('not-found');
});
