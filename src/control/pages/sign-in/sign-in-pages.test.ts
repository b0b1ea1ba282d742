import { beforeEach, describe, expect, it } from 'vitest';
import type { PageBrowser } from '#testing/page-browser.ts';
import { createTestIdentity, type Person, type TestIdentity } from '#testing/identity.ts';
import { createTestPages, signInBy, type TestPages } from '#testing/pages.ts';

let at: TestIdentity;
let pages: TestPages;
let ada: Person;
let browser: PageBrowser;

beforeEach(async () => {
  at = createTestIdentity();
  pages = createTestPages({ identity: at.identity, clock: at.clock, organisation: 'Org' });
  ada = await at.enrol({ name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' });
  browser = pages.browser();
});

const signIn = (one = browser) => signInBy(one, ada, at.clock.wall());

it('leads through password and code back to the app, with a code for it', async () => {
  await browser.go(pages.start());
  expect(browser.shown()).toMatchObject({ status: 200 });
  expect(browser.shown().said).toContain('to continue to Wiki');
  const end = await signIn();
  expect(`${end.url.origin}${end.url.pathname}`).toBe(
    'https://wiki.sallyport.localhost:8443/.sallyport/callback',
  );
  const [kept] = [...at.records.kept.codes.values()];
  expect(kept).toMatchObject({ host: pages.wiki.host, nonceHash: 'nonce-hash', methods: ['pwd', 'otp'] });
  expect([...at.records.kept.codes.keys()]).not.toContain(end.url.searchParams.get('code'));
  expect(end.url.searchParams.get('state')).toBe(new URL(pages.start()).searchParams.get('state'));
});

it('sends somebody who is signed in on without a question', async () => {
  await browser.go(pages.start());
  await signIn();
  const end = await browser.go(pages.start());
  expect(end.url.pathname).toBe('/.sallyport/callback');
  expect(end.way).toHaveLength(2);
});

it('says the same to an unknown name as to a wrong password', async () => {
  await browser.go(pages.start());
  const wrong = await browser.send('/password', { login: ada.email, password: 'wrong' });
  await browser.go(pages.start());
  const unknown = await browser.send('/password', { login: 'eve@example.org', password: 'wrong' });
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  const plain = (text: string) => text.replaceAll(/value="[^"]*"|challenge&quot;:&quot;[\w-]*/g, '');
  expect(plain(wrong.text)).toBe(plain(unknown.text));
  expect(wrong.text).toContain('E-mail or password is not right.');
});

it('says how long to wait after too many attempts', async () => {
  await browser.go(pages.start());
  for (let n = 0; n < 5; n += 1) await browser.send('/password', { login: ada.email, password: 'wrong' });
  const page = await browser.send('/password', { login: ada.email, password: ada.password });
  expect(page.status).toBe(429);
  expect(page.headers.get('retry-after')).toBe('2');
  expect(page.text).toContain('Wait 2 seconds');
});

it('offers a recovery code as another way', async () => {
  await browser.go(pages.start());
  await browser.send('/password', { login: ada.email, password: ada.password });
  const [, other = ''] = /href="(\/factor\?way=recovery-code[^"]*)"/.exec(browser.shown().text) ?? [];
  await browser.go(new URL(other.replaceAll('&amp;', '&'), browser.shown().url).href);
  expect(browser.shown().text).toContain('Enter a recovery code');
  const end = await browser.send('/factor', { answer: ada.recoveryCodes[0] ?? '' });
  expect(end.url.pathname).toBe('/.sallyport/callback');
});

it('names the fault of a wrong code at its field', async () => {
  await browser.go(pages.start());
  await browser.send('/password', { login: ada.email, password: ada.password });
  const page = await browser.send('/factor', { answer: '000000' });
  expect(page.status).toBe(401);
  expect(page.text).toContain('aria-invalid="true"');
  expect(page.text).toContain('This code is not right');
});

it('starts again with the password when the first step took too long', async () => {
  await browser.go(pages.start());
  await browser.send('/password', { login: ada.email, password: ada.password });
  at.clock.advance(11 * 60_000);
  const page = await browser.send('/factor', { answer: at.code(ada.totpSecret) });
  expect(page.status).toBe(400);
  expect(page.text).toContain('begun more than ten minutes ago');
});

describe('step-up', () => {
  beforeEach(async () => {
    await browser.go(pages.start());
    await signIn();
    at.clock.advance(120_000);
  });

  it('asks for password and code when the sign-in is too old, and sends the new strength along', async () => {
    const since = at.clock.wall();
    await browser.go(pages.start({ need: { maxAgeSeconds: 60 } }));
    expect(browser.shown().said).toContain('Wiki asks for a fresh sign-in');
    expect(browser.shown().text).toContain('ada@example.org');
    const before = browser.signInSecret();
    const end = await signIn();
    expect(end.url.pathname).toBe('/.sallyport/callback');
    expect(browser.signInSecret()).not.toBe(before);
    const sessions = [...at.records.kept.sessions.values()].filter((one) => one.ended === undefined);
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.authenticatedAt).toBeGreaterThanOrEqual(since);
  });

  it('asks for nothing that is there already', async () => {
    const end = await browser.go(pages.start({ need: { maxAgeSeconds: 600, methods: ['otp'] } }));
    expect(end.url.pathname).toBe('/.sallyport/callback');
  });

  it('says plainly what cannot be proved here, and leads in no circle', async () => {
    const page = await browser.go(pages.start({ need: { methods: ['hwk'] } }));
    expect(page.status).toBe(403);
    expect(page.text).toContain('asks for a passkey');
  });

  it('lets another person begin: the session before ends, the attempt stays', async () => {
    await browser.go(pages.start({ need: { maxAgeSeconds: 60 } }));
    const page = await browser.send('/leave', {});
    expect(page.url.pathname).toBe('/start');
    expect(page.said).toContain('to continue to Wiki');
    expect(browser.signInSecret()).toBeUndefined();
    expect([...at.records.kept.sessions.values()].every((one) => one.ended !== undefined)).toBe(true);
  });
});

it('signs out everywhere in this browser', async () => {
  await browser.go(pages.start());
  await signIn();
  await browser.go('https://signin.sallyport.localhost:8443/');
  const page = await browser.send('/sign-out', {});
  expect(page.text).toContain('You are signed out');
  expect((await browser.go(pages.start())).said).toContain('to continue to Wiki');
  expect(at.audit.events.at(-1)).toMatchObject({ kind: 'session-ended', address: '192.0.2.1' });
});

it('ends what an invitation begins: signed in, codes shown once, on to the portal', async () => {
  const link = await at.identity.links.make({ kind: 'reset', person: ada.id, by: { kind: 'local' } });
  await browser.go(link.address);
  expect(browser.shown().url.search).toBe('');
  expect(browser.shown().text).toContain('Choose anew how you sign in');
  const chosen = { password: 'another good one', again: 'another good one' };
  await browser.send('/reset/details', chosen);
  const [, secret = ''] = /<code class="secret">([^<]*)</.exec(browser.shown().text) ?? [];
  const page = await browser.send('/reset/factor', { answer: at.code(secret.replaceAll(' ', '')) });
  expect(page.text.match(/<li>[0-9a-z-]{19}<\/li>/g)).toHaveLength(10);
  expect(page.text).toContain('href="https://portal.sallyport.localhost:8443/"');
  expect((await browser.go(pages.start())).url.pathname).toBe('/.sallyport/callback');
});

it('leaves a link of one use alone when a program looks at it, and says so when it is used up', async () => {
  const link = await at.identity.links.make({ kind: 'reset', person: ada.id, by: { kind: 'local' } });
  for (const headers of [{ accept: '*/*' }, { 'sec-fetch-mode': 'no-cors', accept: 'text/html' }]) {
    const look = await pages.fetch(new Request(link.address, { headers }));
    expect(await look.text()).toContain('Open this link in a browser');
  }
  const head = await pages.fetch(
    new Request(link.address, { method: 'HEAD', headers: { accept: 'text/html' } }),
  );
  expect(head.headers.getSetCookie().join()).not.toContain('enrolment');
  await browser.go(link.address);
  expect(browser.shown().text).toContain('Choose anew');
  const again = await pages.browser().go(link.address);
  expect(again.status).toBe(410);
  expect(again.text).toContain('This link is used up');
});
