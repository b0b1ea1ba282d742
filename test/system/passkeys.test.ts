import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import { complaintsOf, openBrowser, openProfile } from './support/browser.ts';
import { enrol, signIn } from './support/people.ts';
import { endAll, freePort, run, serveFlags, temporaryFolder } from './support/program.ts';
import { type Application, localClient, setupLinkIn, startApplication } from './support/story.ts';
import { giveAuthenticator, keyDigestsOf } from './support/trusting-browser.ts';

// Passkeys in a real browser with an authenticator of its own: enrolment, sign-in, autofill and step-up; and what
// is said where the browser does not trust the certificate. Browsers let that pass on names below `.localhost`,
// so the domain is another.

const domain = 'sallyport.test';
let browser: Browser;
let stranger: Browser;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let application: Application;
let client: Client;
let port: number;

const at = (host: string, path = '/') => `https://${host}.${domain}:${port}${path}`;

beforeAll(async () => {
  [application, folder] = await Promise.all([startApplication(), temporaryFolder()]);
  port = await freePort();
  const place = ['--domain', domain, '--listen', '127.0.0.1'];
  const serve = run([...serveFlags({ dataDir: folder.path, port }), ...place]);
  const link = setupLinkIn(await serve.said('is running.'));
  stranger = await openBrowser({ domain });
  const owner = await (await openProfile(stranger)).newPage();
  const about = { organisation: 'Example', name: 'Ada', email: 'ada@example.org' };
  await enrol(owner, link, { ...about, password: 'seven slow herons over the lake' });
  client = localClient(folder.path);
  for (const [name, condition] of [
    ['wiki', 'true'],
    ['vault', 'context.authn.phishingResistant'],
  ] as const) {
    const upstream = { url: application.url };
    await client.call(api.apps.create, { body: { name, title: `The ${name}`, upstream } });
    const text = `permit (principal is Person, action == Action::"open", resource == App::"${name}") when { ${condition} };`;
    await client.call(api.policies.create, { body: { name, text } });
  }
  const hosts = ['signin', 'portal', 'wiki', 'vault'];
  const keys = await Promise.all(hosts.map((name) => keyDigestsOf(`${name}.${domain}`, port)));
  browser = await openBrowser({ trusted: [...new Set(keys.flat())], domain });
});

afterAll(async () => {
  await browser?.close();
  await stranger?.close();
  await endAll();
  application?.close();
  await folder?.[Symbol.asyncDispose]();
});

const shown = (page: Page) => page.locator('body').innerText();

async function trusting(): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(10_000);
  return { context, page: await context.newPage() };
}

async function invite(name: string): Promise<string> {
  const body = { name, email: `${name.toLowerCase()}@example.org` };
  return (await client.call(api.people.invite, { body })).link.url;
}

it('enrols with a passkey alone, and signs in by it: by what the browser fills in, and by a click', async () => {
  const { context, page } = await trusting();
  const complaints = complaintsOf(page);
  const authenticator = await giveAuthenticator(context, page);
  await page.goto(await invite('Bo'));
  await page.getByRole('button', { name: 'Use a passkey alone' }).click();
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await page.getByRole('heading', { name: 'Your passkey is ready' }).waitFor();
  await page.getByRole('link', { name: 'Go to your applications' }).click();
  await page.getByRole('heading', { name: 'Hello Bo' }).waitFor();
  expect(await shown(page)).toContain('How you sign in');

  // What the browser offers beside the field for the name: its holder takes it at once.
  await context.clearCookies();
  await page.goto(at('vault', '/page'));
  await page.waitForURL(at('vault', '/page'));
  expect(await shown(page)).toMatch(/^hello/);

  // A browser that offers nothing by itself has the button.
  await page.addInitScript('PublicKeyCredential.isConditionalMediationAvailable = async () => false;');
  await context.clearCookies();
  await page.goto(at('vault', '/other'));
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL(at('vault', '/other'));
  expect(complaints).toEqual([]);
  expect((await authenticator.counts()).length).toBe(1);
  await context.close();
});

it('adds a passkey to a password, and steps up by it where an app asks for one', async () => {
  const { context, page } = await trusting();
  const authenticator = await giveAuthenticator(context, page);
  await authenticator.confirm('never');
  const details = { name: 'Cy', email: 'cy@example.org', password: 'nine grey geese on the roof' };
  const cy = await enrol(page, await invite('Cy'), details);
  await page.goto(at('vault', '/page'));
  expect(await shown(page)).toContain('asks for a passkey, which your account does not have');
  await page.goto(at('portal'));
  await page.getByRole('link', { name: 'Add or remove passkeys' }).click();
  await authenticator.confirm('at-once');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('Your passkey is ready.').waitFor();
  await page.getByText('Rename').click();
  await page.getByRole('textbox', { name: 'Name' }).fill('My laptop');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The passkey has its new name.').waitFor();

  await authenticator.confirm('never');
  await context.clearCookies();
  await page.goto(at('wiki', '/page'));
  await signIn(page, cy);
  await page.waitForURL(at('wiki', '/page'));
  await page.goto(at('vault', '/reports?year=2026'));
  expect(await shown(page)).toContain('The vault asks for a stronger sign-in.');
  expect(await page.locator('[name=password]').count()).toBe(0);
  await authenticator.confirm('at-once');
  await page.getByRole('button', { name: 'Continue with a passkey' }).click();
  await page.waitForURL(at('vault', '/reports?year=2026'));
  expect(await shown(page)).toMatch(/^hello/);

  await page.goto(at('signin', '/methods'));
  await page.getByRole('button', { name: 'Remove My laptop' }).click();
  await page.getByText('The passkey is removed.').waitFor();
  await context.close();
});

it('says so where the browser does not trust the certificate, and takes password and code', async () => {
  const context = await openProfile(stranger);
  const page = await context.newPage();
  const link = await invite('Di');
  await page.goto(link);
  await page.getByText('Passkeys work once this browser trusts the certificate').waitFor();
  expect(await page.getByRole('button', { name: 'Use a passkey alone' }).isVisible()).toBe(false);
  const details = { name: 'Di', email: 'di@example.org', password: 'four tall storks on one leg' };
  const di = await enrol(page, page.url(), details);
  await context.clearCookies();
  await page.goto(at('wiki', '/page'));
  await page.getByText('Passkeys work once this browser trusts the certificate').waitFor();
  expect(await page.getByRole('button', { name: 'Sign in with a passkey' }).isVisible()).toBe(false);
  await signIn(page, di);
  await page.waitForURL(at('wiki', '/page'));
  await context.close();
});
