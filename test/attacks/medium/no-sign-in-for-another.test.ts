import { afterAll, beforeAll, expect, it } from 'vitest';
import { formCookie, signInCookie } from '#contracts/cookies.ts';
import { codesOn, secretOn, setUpBy, signInBy } from '#testing/pages.ts';
import type { PageBrowser } from '#testing/page-browser.ts';
import { authenticatorCode } from '#testing/identity.ts';
import { type StoredIdentity, storedIdentity } from '#testing/stored-identity.ts';

// Session fixation: a cookie planted before a sign-in. Login CSRF: somebody is signed in as the attacker by the
// attacker's page. Forms sent by an app that is our sibling.

let at: StoredIdentity;
let owner: Awaited<ReturnType<typeof setUpBy>>;
const signin = 'signin.sallyport.localhost';
const origin = `https://${signin}:8443`;

beforeAll(async () => {
  at = await storedIdentity();
  owner = await setUpBy(at.pages.browser(), at);
});
afterAll(() => at.close());

const liveSessions = async () =>
  (await at.run(`select count(*)::int as live from sessions where ended_at is null`))[0]?.live;

it('gives a cookie of before a sign-in no worth after it', async () => {
  const planted = 'p'.repeat(43);
  const browser = at.pages.browser();
  browser.cookies.set(signin, new Map([[signInCookie, planted]]));
  await browser.go(at.pages.start());
  await signInBy(browser, owner, at.now() + 30_000);
  expect(browser.signInSecret()).not.toBe(planted);
  expect(await at.identity.sessions.find(planted)).toBeUndefined();
  expect(await at.identity.sessions.find(browser.signInSecret())).toBeDefined();
});

const foreign: readonly (readonly [name: string, headers: Record<string, string>])[] = [
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['a sibling app', { 'sec-fetch-site': 'same-site', origin: 'https://wiki.sallyport.localhost:8443' }],
  ['a sibling that hides its origin', { 'sec-fetch-site': 'same-site' }],
  ['a typed address', { 'sec-fetch-site': 'none' }],
  ['an old browser, foreign', { origin: 'https://wiki.sallyport.localhost:8443' }],
  ['an opaque origin', { origin: 'null' }],
  ['nobody says', {}],
  ['contradicting headers', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
  ['the same host on another port', { origin: `https://${signin}:9443` }],
  ['the same host without TLS', { origin: `http://${signin}:8443` }],
];

it.each(foreign)('takes no form from %s, even with a right token', async (_, headers) => {
  const browser = at.pages.browser();
  const page = await browser.go(at.pages.start());
  const token = /name="token" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
  const cookie = `${formCookie}=${browser.cookies.get(signin)?.get(formCookie)}`;
  const body = new URLSearchParams({ token, login: owner.email, password: owner.password }).toString();
  for (const path of [
    '/password',
    '/factor',
    '/passkey',
    '/methods/add',
    '/leave',
    '/sign-out',
    '/invitation/details',
  ]) {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const init = { method: 'POST', body, headers: { ...type, cookie, ...headers } };
    const response = await at.pages.fetch(new Request(`${origin}${path}`, init));
    expect([path, response.status]).toEqual([path, 403]);
    expect(response.headers.getSetCookie().join()).not.toContain('journey');
  }
});

it('takes no form without its token, with a foreign one, or without the cookie', async () => {
  const mine = at.pages.browser();
  const theirs = at.pages.browser();
  const tokenIn = async (browser: PageBrowser) =>
    /name="token" value="([^"]*)"/.exec((await browser.go(at.pages.start())).text)?.[1] ?? '';
  const [right, foreignToken] = [await tokenIn(mine), await tokenIn(theirs)];
  expect(right).not.toBe(foreignToken);
  const cookie = `${formCookie}=${mine.cookies.get(signin)?.get(formCookie)}`;
  const send = async (token: string, cookies: string) => {
    const body = new URLSearchParams({ token, login: owner.email, password: 'wrong' }).toString();
    const headers = { origin, 'content-type': 'application/x-www-form-urlencoded', cookie: cookies };
    const request = new Request(`${origin}/password`, { method: 'POST', body, headers });
    return (await at.pages.fetch(request)).status;
  };
  expect(await send(right, cookie)).toBe(401);
  expect(await send('', cookie)).toBe(403);
  expect(await send(foreignToken, cookie)).toBe(403);
  expect(await send(right, '')).toBe(403);
  expect(await send(right, `${cookie}; ${formCookie}=${'x'.repeat(43)}`)).toBe(403);
});

it('signs nobody in by a ticket that another page than the setup brings, or that was used', async () => {
  const ticket = await at.identity.entries.ticket('s'.repeat(43));
  const enter = (from: Record<string, string>) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...from };
    const body = new URLSearchParams({ ticket }).toString();
    return at.pages.fetch(new Request(`${origin}/enter`, { method: 'POST', body, headers }));
  };
  for (const from of [
    {},
    { origin: 'null' },
    { origin: 'https://wiki.sallyport.localhost:8443' },
    { origin: 'https://evil.example' },
    { origin: `https://portal.sallyport.localhost:8443` },
  ])
    expect((await enter(from)).status).toBe(403);
  const console = { origin: 'https://console.sallyport.localhost:8443' };
  expect((await enter(console)).headers.getSetCookie().join()).toContain(signInCookie);
  expect((await enter(console)).headers.getSetCookie().join()).not.toContain(signInCookie);
});

it('makes another session for another person, and ends the one before', async () => {
  const id = 'per_bob';
  await at.run(
    `insert into people (id, issuer, subject, name, email, state) values ($1, 'local', $1, 'Bob', 'bob@example.org', 'invited')`,
    [id],
  );
  const link = await at.identity.links.make({ kind: 'invitation', person: id, by: { kind: 'local' } });
  const browser = at.pages.browser();
  await browser.go(link.address);
  const chosen = { name: 'Bob', password: 'six grey elephants', again: 'six grey elephants' };
  const totpSecret = secretOn(await browser.send('/invitation/details', chosen));
  const codes = codesOn(
    await browser.send('/invitation/factor', { answer: authenticatorCode(totpSecret, at.now()) }),
  );
  expect(codes).toHaveLength(10);
  const before = browser.signInSecret();
  const live = await liveSessions();
  // The owner signs in by the same browser; Bob's session must neither serve nor survive.
  await browser.go(at.pages.start({ need: { maxAgeSeconds: 0 } }));
  await browser.send('/password', { login: owner.email, password: owner.password });
  await browser.send('/factor', { answer: owner.recoveryCodes[0] ?? '', factor: 'recovery-code' });
  const session = await at.identity.sessions.find(browser.signInSecret());
  expect(session?.login).toBe(owner.email);
  expect(await at.identity.sessions.find(before)).toBeUndefined();
  expect(await liveSessions()).toBe(live);
});
