import { beforeEach, describe, expect, it } from 'vitest';
import type { CreationOptions, RequestOptions } from '#identity/index.ts';
import { createTestIdentity, type Person, type TestIdentity } from '#testing/identity.ts';
import type { PageBrowser } from '#testing/page-browser.ts';
import { createTestPages, signInBy, type TestPages } from '#testing/pages.ts';
import { addPasskey, askedOn, passkeyOrigin as origin } from '#testing/passkey-ways.ts';
import { createSoftwareAuthenticator, type SoftwareAuthenticator } from '#testing/software-passkeys.ts';

let at: TestIdentity;
let pages: TestPages;
let ada: Person;
let browser: PageBrowser;
let key: SoftwareAuthenticator;

beforeEach(async () => {
  at = createTestIdentity();
  pages = createTestPages({ identity: at.identity, clock: at.clock, organisation: 'Org' });
  ada = await at.enrol({ name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' });
  browser = pages.browser();
  key = createSoftwareAuthenticator({ origin });
});

const sign = (action = '/passkey') => {
  const response = key.get(askedOn(browser.shown(), action) as RequestOptions);
  return browser.send(action, { response });
};
const make = (action: string) => {
  const response = key.create(askedOn(browser.shown(), action) as CreationOptions);
  return browser.send(action, { response });
};
const signIn = () => signInBy(browser, ada, at.clock.wall());

describe('sign-in', () => {
  it('leads by a passkey alone back to the app, without a name typed', async () => {
    await addPasskey(at, ada.id, key);
    const page = await browser.go(pages.start());
    expect(page.text).toContain('Sign in with a passkey');
    expect(page.text).toContain('autocomplete="username webauthn"');
    const end = await sign();
    expect(end.url.pathname).toBe('/.sallyport/callback');
    expect([...at.records.kept.codes.values()].at(-1)).toMatchObject({ methods: ['hwk'] });
  });

  it('keeps working without script: what needs one is hidden, and nothing else', async () => {
    const page = await browser.go(pages.start());
    expect(page.text).toMatch(/<form[^>]*data-passkey="get"[^>]* hidden>/s);
    expect((await signIn()).url.pathname).toBe('/.sallyport/callback');
  });

  it('says that a passkey is not ours, and that a page was too old, and offers another try', async () => {
    await addPasskey(at, ada.id, key);
    await browser.go(pages.start());
    const options = askedOn(browser.shown(), '/passkey') as RequestOptions;
    const response = key.get(options, { origin: 'https://evil.example' });
    const wrong = await browser.send('/passkey', { response });
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain('This passkey opens no account here');
    at.clock.advance(6 * 60_000);
    const late = await sign();
    expect(late.text).toContain('This took too long');
    expect((await sign()).url.pathname).toBe('/.sallyport/callback');
  });

  it('serves as the second step after a password', async () => {
    await addPasskey(at, ada.id, key);
    await browser.go(pages.start());
    await browser.send('/password', { login: ada.email, password: ada.password });
    expect(browser.shown().text).toContain('Use a passkey');
    expect((await sign()).url.pathname).toBe('/.sallyport/callback');
  });

  it('steps up by a passkey, and by it alone where it is asked for', async () => {
    await addPasskey(at, ada.id, key);
    await browser.go(pages.start());
    await signIn();
    const page = await browser.go(pages.start({ need: { methods: ['hwk'] } }));
    expect(page.said).toContain('Wiki asks for a stronger sign-in.');
    expect(page.text).toContain('Use your passkey');
    expect(page.text).not.toContain('name="password"');
    expect((await sign()).url.pathname).toBe('/.sallyport/callback');
    expect([...at.records.kept.codes.values()].at(-1)).toMatchObject({ methods: ['pwd', 'otp', 'hwk'] });
  });

  it('tells whoever has none how to get one', async () => {
    await browser.go(pages.start());
    await signIn();
    const page = await browser.go(pages.start({ need: { methods: ['hwk'] } }));
    expect(page.text).toContain('asks for a passkey');
    expect(page.text).toContain('Add one under');
  });
});

describe('invitation', () => {
  const open = async () => {
    const by = { kind: 'local' as const };
    const link = await at.identity.links.make({ kind: 'reset', person: ada.id, by });
    return browser.go(link.address);
  };

  it('takes a passkey alone', async () => {
    expect((await open()).text).toMatch(/data-passkey-only hidden/);
    await browser.send('/reset/details', { by: 'passkey' });
    expect(browser.shown().text).toContain('Make your passkey');
    const end = await make('/reset/passkey');
    expect(end.text).toContain('Your passkey is ready');
    expect(end.text).not.toContain('recovery codes');
    expect((await browser.go(pages.start())).url.pathname).toBe('/.sallyport/callback');
    const [session] = [...at.records.kept.sessions.values()].slice(-1);
    expect(session?.methods).toEqual(['hwk']);
  });

  it('takes a passkey in place of an authenticator app, with recovery codes', async () => {
    await open();
    await browser.send('/reset/details', { password: 'another good one', again: 'another good one' });
    expect(browser.shown().text).toContain('Use a passkey instead');
    const end = await make('/reset/passkey');
    expect(end.text.match(/<li>[0-9a-z-]{19}<\/li>/g)).toHaveLength(10);
  });

  it('says what to do where the browser’s answer does not hold', async () => {
    await open();
    await browser.send('/reset/details', { by: 'passkey' });
    const page = await browser.send('/reset/passkey', { response: '{}' });
    expect(page.status).toBe(400);
    expect(page.text).toContain('could not be taken');
    expect((await make('/reset/passkey')).text).toContain('Your passkey is ready');
  });
});

describe('one’s own methods', () => {
  const methods = `${origin}/methods`;

  beforeEach(async () => {
    await browser.go(pages.start());
    await signIn();
  });

  it('lists, adds, renames and removes', async () => {
    await browser.go(methods);
    expect(browser.shown().text).toContain('You have no passkey yet.');
    expect(browser.shown().text).toContain('10 left');
    expect((await make('/methods/add')).text).toContain('Your passkey is ready');
    await browser.send('/methods/rename', { name: 'Blue phone' });
    expect(browser.shown().text).toContain('<strong><bdi>Blue phone</bdi></strong>');
    const page = await browser.send('/methods/remove', {});
    expect(page.text).toContain('The passkey is removed');
    expect(at.records.kept.passkeys.size).toBe(0);
  });

  it('asks for a fresh sign-in first, and comes back', async () => {
    at.clock.advance(6 * 60_000);
    const page = await browser.go(methods);
    expect(page.text).toContain('Before you change how you sign in, confirm that it is you.');
    const end = await signIn();
    expect(end.url.pathname).toBe('/methods');
    expect(end.status).toBe(200);
  });

  it('changes nothing by a page that was left open', async () => {
    await browser.go(methods);
    at.clock.advance(6 * 60_000);
    const page = await make('/methods/add');
    expect(page.url.pathname).toBe('/start');
    expect(at.records.kept.passkeys.size).toBe(0);
  });

  it('is for nobody who is not signed in', async () => {
    const stranger = pages.browser();
    const page = await stranger.go(methods);
    expect(page.url.pathname).toBe('/start');
    expect(page.text).toContain('to change how you sign in');
    const end = await signInBy(stranger, ada, at.clock.wall() + 30_000);
    expect(end.url.pathname).toBe('/methods');
  });

  it('takes no form of a sibling app', async () => {
    await browser.go(methods);
    const jar = browser.cookies.get('signin.sallyport.localhost') ?? new Map();
    const headers = {
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      origin: 'https://wiki.sallyport.localhost:8443',
      'sec-fetch-site': 'same-site',
      'content-type': 'application/x-www-form-urlencoded',
    };
    for (const verb of ['add', 'rename', 'remove']) {
      const request = new Request(`${methods}/${verb}`, { method: 'POST', body: 'id=x', headers });
      expect((await pages.fetch(request)).status).toBe(403);
    }
  });

  it('warns of a passkey that was copied', async () => {
    await addPasskey(at, ada.id, key);
    const [passkey] = [...at.records.kept.passkeys.values()];
    await at.records.passkeys.markCopied(passkey?.id ?? '');
    expect((await browser.go(methods)).text).toContain('somebody may hold a copy');
  });
});

it('shows on the portal what somebody signs in with, and where it is changed', async () => {
  await addPasskey(at, ada.id, key);
  const { secret } = await at.identity.sessions.open({
    person: ada.id,
    methods: ['hwk'],
    from: { address: '192.0.2.1', userAgent: 'x' },
  });
  browser.cookies.set('portal.sallyport.localhost', new Map([['as', secret]]));
  const page = await browser.go('https://portal.sallyport.localhost:8443/');
  expect(page.text).toContain('How you sign in');
  expect(page.text).toContain('Authenticator app');
  expect(page.said).toMatch(/Passkey passkey/);
  expect(page.text).toContain(`href="${origin}/methods"`);
});
