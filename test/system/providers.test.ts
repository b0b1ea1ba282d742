import { request } from 'node:https';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import { type CertifiedProvider, startCertifiedProvider } from '#testing/certified-provider.ts';
import { createAuthenticator, type Authenticator } from './support/authenticator.ts';
import { complaintsOf, openBrowser, openProfile } from './support/browser.ts';
import { enrol } from './support/people.ts';
import { endAll, eventually, freePort, run, serveFlags, temporaryFolder } from './support/program.ts';
import {
  addresses,
  type Application,
  type At,
  localClient,
  setupLinkIn,
  startApplication,
} from './support/story.ts';

// A company's own provider, met by people in a real browser: they come in by it, and are out when it says so.

let browser: Browser;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let application: Application;
let provider: CertifiedProvider;
let client: Client;
let at: At;
let authenticator: Authenticator;

beforeAll(async () => {
  [browser, application, folder] = await Promise.all([openBrowser(), startApplication(), temporaryFolder()]);
  const port = await freePort();
  at = addresses(port);
  const serve = run(serveFlags({ dataDir: folder.path, port }));
  const link = setupLinkIn(await serve.said('is running.'));
  const owners = await (await openProfile(browser)).newPage();
  const about = { organisation: 'Example', name: 'Ada', email: 'ada@example.org' };
  await enrol(owners, link, { ...about, password: 'seven slow herons over the lake' });
  await owners.locator('.main').last().click();
  client = localClient(folder.path);
  const upstream = { url: application.url };
  await client.call(api.apps.create, { body: { name: 'wiki', title: 'The wiki', upstream } });
  const text =
    'permit (principal is Person, action == Action::"open", resource == App::"wiki") when { principal in Group::"staff" };';
  await client.call(api.groups.create, { body: { name: 'staff' } });
  await client.call(api.policies.create, { body: { name: 'wiki', text } });
  provider = await startCertifiedProvider({
    callback: at('signin', '/provider/company/callback'),
    backChannelLogout: at('signin', '/provider/company/logout'),
  });
  provider.person = { sub: 'grace', claims: { name: 'Grace', groups: ['staff'] } };
});

afterAll(async () => {
  await browser?.close();
  await endAll();
  application?.close();
  await provider?.close();
  await folder?.[Symbol.asyncDispose]();
});

const shown = (page: Page) => page.locator('body').innerText();

async function byProvider(page: Page): Promise<void> {
  await page.goto(at('wiki', '/start?a=b'));
  await page.getByRole('button', { name: 'Continue with Company' }).click();
}

it('is added, tried, and says what is wrong until it is right', async () => {
  const { issuer, clientId, clientSecret, ca } = provider;
  const body = { name: 'company', title: 'Company', issuer, clientId, clientSecret };
  const settings = { joining: 'first-sign-in' as const, claims: { groups: 'groups' } };
  const made = await client.call(api.providers.create, { body: { ...body, settings } });
  const params = { provider: 'company' };
  expect((await client.call(api.providers.test, { params })).code).toBe('address-forbidden');
  const nearer = await client.call(api.providers.update, {
    params,
    version: made.version,
    body: { settings: { ...made.settings, reach: 'private' } },
  });
  expect((await client.call(api.providers.test, { params })).code).toBe('certificate-unknown');
  await client.call(api.providers.update, {
    params,
    version: nearer.version,
    body: { settings: { ...nearer.settings, ca } },
  });
  expect((await client.call(api.providers.test, { params })).works).toBe(true);
});

it('brings somebody in with their groups, past a second factor, to where they wanted to go', async () => {
  const page = await (await openProfile(browser)).newPage();
  const complaints = complaintsOf(page);
  await byProvider(page);
  await page.waitForURL(at('signin', '/second-factor'));
  authenticator = createAuthenticator((await page.locator('code.secret').innerText()).replaceAll(' ', ''));
  await page.fill('[name=answer]', await authenticator.code());
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await page.waitForURL(at('wiki', '/start?a=b'));
  expect(await shown(page)).toMatch(/^hello/);
  expect(complaints).toEqual([]);
});

it('ends what is open when the provider says that somebody signed out', async () => {
  const page = await (await openProfile(browser)).newPage();
  await byProvider(page);
  await page.fill('[name=answer]', await authenticator.code());
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(at('wiki', '/start?a=b'));
  await page.evaluate(`
    void (globalThis.cut = new Promise((resolve) => {
      const socket = new WebSocket('wss://' + location.host + '/live');
      socket.onopen = () => { globalThis.opened = true; };
      socket.onclose = ({ code }) => resolve(code);
    }))`);
  await page.waitForFunction('globalThis.opened === true');

  const elsewhere = await page.context().newPage();
  await elsewhere.goto(`${provider.issuer}/session/end`);
  await elsewhere.getByRole('button', { name: /Yes/ }).click();
  const form = await eventually('the provider sends its word', async () => provider.logoutForm());
  expect(await post(at('signin', '/provider/company/logout'), form)).toBe(200);
  expect(await page.evaluate('globalThis.cut')).toBe(1008);
  await page.goto(at('wiki', '/start'));
  expect(new URL(page.url()).hostname).toBe('signin.sallyport.localhost');
});

/** Sends a form as a provider's server does: no cookie, no word of where it comes from. */
function post(url: string, form: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { hostname: servername, host, port, pathname: path } = new URL(url);
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        servername,
        method: 'POST',
        headers: { ...headers, host },
        rejectUnauthorized: false,
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    sent.on('error', reject);
    sent.end(form);
  });
}
