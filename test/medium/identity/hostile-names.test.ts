import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { type LiarProvider, startLiarProvider } from '#testing/liar-provider.ts';
import { addProvider, throughProvider } from '#testing/provider-ways.ts';
import { storedIdentity, type StoredIdentity } from '#testing/stored-identity.ts';

// Names that others chose, shown to people who decide by them: of people, of providers' people, of passkeys, of
// browsers. Whatever they are, a page shows them as text, and none turns what stands beside it.

const portal = 'https://portal.sallyport.localhost:8443/';
const hostile = [
  `"><script>alert(1)</script>`,
  `'><img src=x onerror=alert(1)>`,
  '\u202eada\u2066',
  '{{constructor.constructor("x")()}}',
  '</title></style><script>alert(1)</script>',
  'x'.repeat(10_000),
  '😀'.repeat(400),
  'ﷺ'.repeat(200),
  '__proto__',
  '\u0007\u001b[31m',
];

let at: StoredIdentity;
let liar: LiarProvider;
beforeAll(async () => {
  [at, liar] = await Promise.all([storedIdentity(), startLiarProvider()]);
  await addProvider(at, liar, { settings: { secondFactor: 'theirs', claims: { groups: 'groups' } } });
});
afterAll(async () => {
  await Promise.all([at?.close(), liar?.close()]);
});

function harmless(text: string): void {
  expect(text).not.toContain('<script>alert');
  expect(text).not.toContain('<img src=x');
  expect(at.pages.faults).toEqual([]);
}

it.each(hostile.map((name, n) => [n, name] as const))(
  'shows name %i as text on every page',
  async (n, name) => {
    const id = newId('person');
    const email = `h${n}@example.org`;
    await at.store.people.insert({ id, issuer: 'local', subject: id, name, email, state: 'enabled' });
    const told = { counter: 0, model: '', mayBeBackedUp: false, backedUp: false, name };
    const passkey = { id: newId('credential'), personId: id, credentialId: `c${n}`, transports: [], ...told };
    await at.store.passkeys.insert({ ...passkey, publicKey: Buffer.alloc(1) });
    const from = { address: '192.0.2.1', userAgent: name.slice(0, 300) };
    const { secret } = await at.identity.sessions.open({ person: id, methods: ['pwd', 'otp'], from });
    const { session } = await at.identity.sessions.open({
      person: id,
      methods: ['pwd', 'otp'],
      from: { ...from, address: '192.0.2.7' },
    });
    const browser = at.pages.browser();
    browser.cookies.set('portal.sallyport.localhost', new Map([['as', secret]]));
    browser.cookies.set('signin.sallyport.localhost', new Map([['__Host-sallyport-c-session', secret]]));
    const signin = 'https://signin.sallyport.localhost:8443';
    const places = [portal, `${signin}/`, `${signin}/methods`, `${signin}/identities`];
    for (const place of [
      ...places,
      `${signin}/not-me?about=${session}`,
      `${signin}/not-me?about=${passkey.id}`,
    ]) {
      const page = await browser.go(place);
      expect([place, page.status]).toEqual([place, 200]);
      harmless(page.text);
    }
  },
);

it.each(hostile.map((name, n) => [n, name] as const))(
  'takes claim %i of a provider, cut to a length and without what turns text',
  async (n, name) => {
    const browser = at.pages.browser();
    await browser.go(at.pages.start());
    const claims = {
      name,
      preferred_username: name,
      email: name,
      email_verified: true,
      amr: ['mfa'],
      groups: [name, ''],
    };
    await throughProvider(browser, liar, { sub: `sub-${n}`, claims });
    const session = await at.identity.sessions.find(browser.signInSecret());
    expect(session).toBeDefined();
    const shown = session?.name ?? '';
    expect([shown.length <= 300, /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(shown)]).toEqual([true, false]);
    browser.cookies.set('portal.sallyport.localhost', new Map([['as', browser.signInSecret() ?? '']]));
    harmless((await browser.go(portal)).text);
    harmless((await browser.go('https://signin.sallyport.localhost:8443/identities')).text);
  },
);
