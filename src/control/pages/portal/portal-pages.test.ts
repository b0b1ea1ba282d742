import { beforeEach, expect, it } from 'vitest';
import { signOutPath } from '#contracts/hosts.ts';
import type { PageBrowser } from '#testing/page-browser.ts';
import { createTestIdentity, type Person, type TestIdentity } from '#testing/identity.ts';
import { createTestPages, type TestPages } from '#testing/pages.ts';

const host = 'portal.sallyport.localhost';
const portal = `https://${host}:8443/`;
const from = { address: '192.0.2.7', userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' };
let at: TestIdentity;
let pages: TestPages;
let ada: Person;
let eve: Person;

beforeEach(async () => {
  at = createTestIdentity();
  pages = createTestPages({ identity: at.identity, clock: at.clock, organisation: 'Org' });
  ada = await at.enrol({ name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' });
  eve = await at.enrol({ name: 'Eve', email: 'eve@example.org', password: 'quite another secret' });
});

const open = (person: Person) =>
  at.identity.sessions.open({ person: person.id, methods: ['pwd', 'otp'], from });

function as(opened: { readonly secret: string }): PageBrowser {
  const browser = pages.browser();
  browser.cookies.set(host, new Map([['as', opened.secret]]));
  return browser;
}

it('lists what somebody may open, says what asks for more, and is silent about the rest', async () => {
  const page = await as(await open(ada)).go(portal);
  expect(page.said).toContain('Hello Ada');
  expect(page.text).toContain('href="https://wiki.sallyport.localhost:8443/"');
  expect(page.said).toMatch(/Payroll asks for a stronger sign-in/);
  expect(page.text).not.toContain('Secret');
});

it('lists the sessions of this person alone and marks the present one', async () => {
  const one = await open(ada);
  at.clock.advance(3 * 60 * 60_000);
  const two = await open(ada);
  const other = await open(eve);
  const page = await as(two).go(portal);
  expect(page.text).toContain('Firefox on Linux');
  expect(page.said).toContain('from 192.0.2.7');
  expect(page.text).toContain('3 hours ago');
  expect(page.text.match(/this one/g)).toHaveLength(1);
  expect(page.text).toContain(one.session);
  expect(page.text).not.toContain(other.session);
});

it('ends one session, and stays in the present one', async () => {
  const [one, two] = [await open(ada), await open(ada)];
  const browser = as(two);
  await browser.go(portal);
  const page = await browser.send('/sessions/end', { session: one.session });
  expect(page.url.href).toBe(portal);
  expect(await at.identity.sessions.find(one.secret)).toBeUndefined();
  expect(await at.identity.sessions.find(two.secret)).toBeDefined();
  expect(at.audit.events.at(-1)).toMatchObject({ kind: 'session-ended', about: [ada.id, one.session] });
});

it('leaves it to the gateway to end the present session, on whose grant this very page is read', async () => {
  const one = await open(ada);
  const browser = as(one);
  await browser.go(portal);
  const page = await browser.send('/sessions/end', { session: one.session });
  expect(page.way.map((url) => new URL(url).pathname)).toEqual(['/sessions/end', signOutPath]);
  expect(page.text).toContain('You are signed out');
  expect(await at.identity.sessions.find(one.secret)).toBeUndefined();
});

it("ends nobody else's session", async () => {
  const theirs = await open(ada);
  const browser = as(await open(eve));
  await browser.go(portal);
  await browser.send('/sessions/end', { session: theirs.session });
  for (const junk of ['', 'ses_', "' or 1=1", '*', 'all']) {
    await browser.go(portal);
    await browser.send('/sessions/end', { session: junk });
  }
  expect(await at.identity.sessions.find(theirs.secret)).toBeDefined();
});

it('signs out here, or everywhere, and says so', async () => {
  const opened = [await open(ada), await open(ada), await open(ada)] as const;
  const first = as(opened[0]);
  await first.go(portal);
  expect((await first.send(signOutPath, {})).text).toContain('You are signed out');
  expect(await at.identity.sessions.find(opened[0].secret)).toBeUndefined();
  const second = as(opened[1]);
  await second.go(portal);
  const last = await second.send('/sessions/end-all', {});
  expect(new URL(last.way.at(-1)!).pathname).toBe(signOutPath);
  for (const { secret } of opened) expect(await at.identity.sessions.find(secret)).toBeUndefined();
});

it('does nothing for nobody, and nothing for a form of a sibling app', async () => {
  const nobody = await pages.browser().go(portal);
  expect(nobody.status).toBe(401);
  expect(nobody.text).not.toContain('Wiki');
  const opened = await open(ada);
  const page = await as(opened).go(portal);
  const token = /name="token" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
  const headers = {
    cookie: `as=${opened.secret}`,
    origin: 'https://wiki.sallyport.localhost:8443',
    'sec-fetch-site': 'same-site',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const body = new URLSearchParams({ token }).toString();
  const response = await pages.fetch(
    new Request(`${portal}sessions/end-all`, { method: 'POST', body, headers }),
  );
  expect(response.status).toBe(403);
  expect(await at.identity.sessions.find(opened.secret)).toBeDefined();
});
