import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LiarProvider, startLiarProvider } from '#testing/liar-provider.ts';
import type { PageBrowser } from '#testing/page-browser.ts';
import { authenticatorCode } from '#testing/identity.ts';
import {
  addProvider,
  addSecondFactor,
  goToProvider,
  personOf,
  testProviderSettings,
  throughProvider,
} from '#testing/provider-ways.ts';
import { storedIdentity, type StoredIdentity } from '#testing/stored-identity.ts';
import type { ProviderRow } from '#store/index.ts';

let test: StoredIdentity;
let liar: LiarProvider;
let row: ProviderRow;
let browser: PageBrowser;

beforeAll(async () => {
  [test, liar] = await Promise.all([storedIdentity({ providerTimeoutMs: 1_500 }), startLiarProvider()]);
  row = await addProvider(test, liar);
});
afterAll(async () => {
  await Promise.all([test?.close(), liar?.close()]);
});
beforeEach(async () => {
  liar.lies = {};
  browser = test.pages.browser();
  await browser.go(test.pages.start());
});

const settings = async (over: Readonly<Record<string, unknown>>): Promise<void> => {
  const found = await test.store.providers.find(row.id);
  if (found === undefined) throw new Error('the provider is gone');
  const { version } = found;
  await test.store.providers.update(
    { id: row.id, version },
    { settings: testProviderSettings(liar.ca, over) },
  );
};
const arrived = () => browser.shown().url.host;

describe('signing in by a provider', () => {
  it('makes a person at the first sign-in, and lets nobody in before a second factor', async () => {
    await settings({});
    const person = { sub: 'ada', claims: { name: 'Ada', email: 'ada@example.org', email_verified: true } };
    const page = await throughProvider(browser, liar, person);
    expect(page.url.pathname).toBe('/second-factor');
    expect(browser.signInSecret()).toBeUndefined();
    const secret = await addSecondFactor(browser, test.now());
    const id = await personOf(test.store, liar.issuer, 'ada');
    const stored = id && (await test.store.people.find(id));
    expect(stored).toMatchObject({
      issuer: liar.issuer,
      subject: 'ada',
      name: 'Ada',
      email: 'ada@example.org',
    });
    const session = await test.identity.sessions.find(browser.signInSecret());
    expect(session?.strength.methods).toEqual(['fed', 'otp']);
    // The second time: the provider's word, then the factor.
    const other = test.pages.browser();
    await other.go(test.pages.start());
    const asked = await throughProvider(other, liar, person);
    expect(asked.url.pathname).toBe('/factor');
    expect(other.signInSecret()).toBeUndefined();
    const entered = await other.send('/factor', { answer: authenticatorCode(secret, test.now() + 30_000) });
    expect(entered.url.host).toBe('wiki.sallyport.localhost:8443');
    const again = await test.identity.sessions.find(other.signInSecret());
    expect([again?.person, again?.strength.methods]).toEqual([id, ['fed', 'otp']]);
    expect(await test.store.providerSessions.find(again?.id ?? '')).toMatchObject({ subject: 'ada' });
  });

  it('takes the second factor of the provider only where that was said, and only by the words listed', async () => {
    await settings({ secondFactor: 'theirs' });
    const weak = await throughProvider(browser, liar, { sub: 'bob', claims: { amr: ['pwd', 'sms'] } });
    expect(weak.url.pathname).toBe('/second-factor');
    await browser.go(test.pages.start());
    await throughProvider(browser, liar, { sub: 'bob', claims: { amr: ['pwd', 'mfa'] } });
    expect(arrived()).toBe('wiki.sallyport.localhost:8443');
    const session = await test.identity.sessions.find(browser.signInSecret());
    expect(session?.strength.methods).toEqual(['fed', 'otp']);
    await settings({});
    const none = test.pages.browser();
    await none.go(test.pages.start());
    const page = await throughProvider(none, liar, { sub: 'bob', claims: { amr: ['mfa'] } });
    expect(page.url.pathname).toBe('/second-factor');
  });

  it('knows people by issuer and subject: an equal address ties nobody to anybody', async () => {
    await settings({});
    const eve = { sub: 'eve', claims: { email: 'ada@example.org', email_verified: true } };
    await throughProvider(browser, liar, eve);
    const ids = [
      await personOf(test.store, liar.issuer, 'ada'),
      await personOf(test.store, liar.issuer, 'eve'),
    ];
    expect(new Set(ids).size).toBe(2);
  });

  it('lets in only who was invited, or below the domains that are named, by a verified address', async () => {
    await settings({ joining: 'invited' });
    const strangers = [
      [{ sub: 'x1' }, 'Nobody invited you yet'],
      [{ sub: 'x2', claims: { email: 'x@example.org' } }, 'not one of ours'],
      [{ sub: 'x3', claims: { email: 'x@example.org', email_verified: false } }, 'not one of ours'],
      [{ sub: 'x4', claims: { email: 'x@evil.example', email_verified: true } }, 'not one of ours'],
      [{ sub: 'x5', claims: { email: 'x@sub.example.org', email_verified: true } }, 'not one of ours'],
    ] as const;
    for (const [person, text] of strangers) {
      const page = await throughProvider(browser, liar, person);
      expect(page.text).toContain(text);
      expect(await personOf(test.store, liar.issuer, person.sub)).toBeUndefined();
      await settings({ emailDomains: ['example.org'] });
      browser = test.pages.browser();
      await browser.go(test.pages.start());
    }
    const fits = { sub: 'x6', claims: { email: 'x@Example.org', email_verified: true } };
    expect((await throughProvider(browser, liar, fits)).url.pathname).toBe('/second-factor');
  });

  it('makes one person of two first sign-ins at once', async () => {
    await settings({});
    const browsers = [test.pages.browser(), test.pages.browser(), test.pages.browser()];
    await Promise.all(
      browsers.map(async (each) => {
        await each.go(test.pages.start());
        await throughProvider(each, liar, { sub: 'twin', claims: { name: 'Twin' } });
      }),
    );
    const rows = await test.run(`select id from people where subject = 'twin'`);
    expect(rows).toHaveLength(1);
  });

  it('refuses whoever is disabled here', async () => {
    await settings({});
    await throughProvider(browser, liar, { sub: 'gone' });
    await addSecondFactor(browser, test.now());
    const id = await personOf(test.store, liar.issuer, 'gone');
    await test.run(`update people set state = 'disabled' where id = $1`, [id]);
    const other = test.pages.browser();
    await other.go(test.pages.start());
    await throughProvider(other, liar, { sub: 'gone' });
    expect(other.shown().text).toContain('disabled');
    expect(other.signInSecret()).toBeUndefined();
  });
});

describe('the way back from a provider', () => {
  it('is good once, however many come at the same moment', async () => {
    await settings({});
    // The provider does not mind: that it counts once is ours to see to.
    liar.lies = { codes: 'good for ever' };
    const back = liar.answer(await goToProvider(browser), { sub: 'once' });
    const jar = [...(browser.cookies.get('signin.sallyport.localhost') ?? [])];
    const ask = async () =>
      test.pages.fetch(
        new Request(back, {
          headers: {
            cookie: jar.map(([name, value]) => `${name}=${value}`).join('; '),
            'sec-fetch-mode': 'navigate',
          },
        }),
      );
    const answers = await Promise.all(Array.from({ length: 6 }, ask));
    expect(answers.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(1);
    expect(liar.asked.filter((one) => one === 'POST /token').length).toBeGreaterThan(0);
  });

  it('is worth nothing in another browser, with another state, or at another provider’s address', async () => {
    await settings({});
    const back = liar.answer(await goToProvider(browser), { sub: 'mallory' });
    const victim = test.pages.browser();
    await victim.go(test.pages.start());
    expect((await victim.go(back)).text).toContain('begun in another browser');
    const forged = new URL(back);
    forged.searchParams.set('state', `${forged.searchParams.get('state')?.slice(0, 9)}aaaa`);
    expect((await browser.go(forged.href)).text).toContain('begun in another browser');
    expect(victim.signInSecret()).toBeUndefined();
  });

  it('takes no answer that names another issuer, or none where one was promised (RFC 9207)', async () => {
    await settings({});
    for (const iss of ['https://evil.example', null]) {
      await browser.go(test.pages.start());
      const page = await browser.go(liar.answer(await goToProvider(browser), { sub: 'mix' }, { iss }));
      expect(page.text).toContain('do not understand each other');
    }
    expect(await personOf(test.store, liar.issuer, 'mix')).toBeUndefined();
  });

  it('says so when the provider refused', async () => {
    const at = new URL(await goToProvider(browser));
    const back = new URL(at.searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('state', at.searchParams.get('state') ?? '');
    back.searchParams.set('iss', liar.issuer);
    expect((await browser.go(back.href)).text).toContain('refused the sign-in');
  });

  it('asks with PKCE, state and nonce, for the code alone', async () => {
    const asking = new URL(await goToProvider(browser)).searchParams;
    expect(asking.get('response_type')).toBe('code');
    expect(asking.get('code_challenge_method')).toBe('S256');
    expect(asking.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(asking.get('nonce')).toMatch(/^[\w-]{43}$/);
    expect(asking.get('state')).toMatch(/^[0-9a-f]{8}\.[\w-]{43}$/);
    expect(asking.get('redirect_uri')).toBe(
      'https://signin.sallyport.localhost:8443/provider/staff/callback',
    );
  });
});

it('lets one place begin so many ways and no more, and another place as before', async () => {
  await settings({});
  const many = test.pages.browser('198.51.100.7');
  await many.go(test.pages.start());
  let last = 200;
  for (let n = 0; n < 62; n += 1) {
    await many.go(test.pages.start());
    last = (await many.send('/provider', { provider: 'staff' })).status;
  }
  expect(last).toBe(429);
  expect((await goToProvider(browser)).startsWith(liar.issuer)).toBe(true);
});

describe('a provider that lies, stalls or changes its keys', () => {
  const second = () => Math.floor(Date.now() / 1000);
  const lies: readonly (readonly [what: string, reason: string, LiarProvider['lies']])[] = [
    ['another issuer', '"iss"', { idToken: { iss: 'https://evil.example' } }],
    ['another audience', '"aud"', { idToken: { aud: 'somebody-else' } }],
    ['several audiences without azp', 'audiences', { idToken: { aud: ['sallyport', 'other'] } }],
    ['made for another client', 'another client', { idToken: { azp: 'other' } }],
    ['another nonce', '"nonce"', { idToken: { nonce: 'x' } }],
    ['no nonce', '"nonce"', { idToken: { nonce: undefined } }],
    ['expired', '"exp"', { idToken: { exp: second() - 120 } }],
    ['of the future', 'of the future', { idToken: { iat: second() + 3_600 } }],
    ['made long ago', 'older than', { idToken: { iat: second() - 7_200 } }],
    ['no subject', '"sub"', { idToken: { sub: undefined } }],
    ['alg none', '"alg"', { signature: 'none' }],
    ['HS256 by the public key', '"alg"', { signature: 'hmac' }],
    ['signed by a stranger', 'signature', { signature: 'stranger' }],
    ['userinfo about somebody else', '"sub"', { userInfo: { sub: 'ada' } }],
    ['a token that never comes', 'too-slow', { stalls: ['/token'] }],
    ['an endless token', 'too-large', { floods: ['/token'] }],
    ['endless userinfo', 'too-large', { floods: ['/userinfo'] }],
    [
      'a token endpoint that leads elsewhere',
      'status code',
      { redirects: { '/token': 'https://evil.example/' } },
    ],
  ];
  it.each(lies)('%s', async (_what, reason, lie) => {
    await settings({});
    liar.lies = lie;
    const page = await throughProvider(browser, liar, { sub: 'liar' });
    // Refused for this very lie, and no other.
    expect(test.events.at(-1)?.data.reason).toContain(reason);
    expect(page.text).toContain('do not understand each other');
    expect(browser.signInSecret()).toBeUndefined();
    expect(await personOf(test.store, liar.issuer, 'liar')).toBeUndefined();
    // The other ways in stay open.
    expect((await browser.go(test.pages.start())).text).toContain('Password');
  });

  it('is believed again once its new key is published', async () => {
    await settings({ groupPrefix: 'fresh-description-' });
    await throughProvider(browser, liar, { sub: 'key' });
    liar.rotate();
    // Changing the provider reads its description and its keys anew; so do the minutes.
    await settings({ groupPrefix: '' });
    await browser.go(test.pages.start());
    const page = await throughProvider(browser, liar, { sub: 'key' });
    expect(page.url.pathname).toBe('/second-factor');
  });
});
