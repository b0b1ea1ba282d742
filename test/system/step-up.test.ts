import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import { openBrowser, openProfile } from './support/browser.ts';
import { enrol, type Someone } from './support/people.ts';
import { endAll, eventually, freePort, run, serveFlags, temporaryFolder } from './support/program.ts';
import {
  type Application,
  type At,
  addresses,
  localClient,
  setupLinkIn,
  startApplication,
} from './support/story.ts';

// Policies that want more of a sign-in than there is, met by people in a real browser: they are asked for what is
// missing and nothing else, and land where they wanted to go.

let browser: Browser;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let application: Application;
let client: Client;
let at: At;
let owner: Someone;
let owners: Page;

/** How old a sign-in may be for the ledger, in seconds: what a browser needs to come back, and no more. */
const freshSeconds = 5;

beforeAll(async () => {
  [browser, application, folder] = await Promise.all([openBrowser(), startApplication(), temporaryFolder()]);
  const port = await freePort();
  at = addresses(port);
  const serve = run(serveFlags({ dataDir: folder.path, port }));
  const link = setupLinkIn(await serve.said('is running.'));
  owners = await (await openProfile(browser)).newPage();
  const about = { organisation: 'Example', name: 'Ada', email: 'ada@example.org' };
  owner = await enrol(owners, link, { ...about, password: 'seven slow herons over the lake' });
  await owners.locator('.main').last().click();
  client = localClient(folder.path);
  for (const [name, condition] of [
    ['wiki', 'true'],
    ['vault', 'context.authn.methods.contains("otp")'],
    ['ledger', `context.authn.ageSeconds < ${freshSeconds}`],
  ] as const) {
    const upstream = { url: application.url };
    await client.call(api.apps.create, { body: { name, title: `The ${name}`, upstream } });
    const text = `permit (principal is Person, action == Action::"open", resource == App::"${name}") when { ${condition} };`;
    await client.call(api.policies.create, { body: { name, text } });
  }
});

afterAll(async () => {
  await browser?.close();
  await endAll();
  application?.close();
  await folder?.[Symbol.asyncDispose]();
});

const shown = (page: Page) => page.locator('body').innerText();

it('asks whoever came in by a recovery code for the code of the app, and for nothing else', async () => {
  const invited = await client.call(api.people.invite, { body: { name: 'Bo', email: 'bo@example.org' } });
  const details = { name: 'Bo', email: 'bo@example.org', password: 'nine grey geese on the roof' };
  const enrolling = await (await openProfile(browser)).newPage();
  const bo = await enrol(enrolling, invited.link.url, details);
  const page = await (await openProfile(browser)).newPage();
  await page.goto(at('wiki', '/start'));
  await page.fill('[name=login]', bo.email);
  await page.fill('[name=password]', bo.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: /recovery code/i }).click();
  await page.fill('[name=answer]', bo.recoveryCodes[0] ?? '');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(at('wiki', '/start'));

  const wanted = at('vault', '/reports/2026?sort=age&show=all');
  await page.goto(wanted);
  expect(new URL(page.url()).hostname).toBe('signin.sallyport.localhost');
  expect(await shown(page)).toContain('The vault asks for a stronger sign-in.');
  expect(await page.locator('[name=password]').count()).toBe(0);
  await page.fill('[name=answer]', '000000');
  await page.getByRole('button', { name: 'Continue' }).click();
  expect(await page.locator('[name=answer]').count()).toBe(1);
  expect(application.seen.filter((line) => line.includes('/reports'))).toEqual([]);
  await page.fill('[name=answer]', await bo.authenticator.code());
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(wanted);
  expect(await shown(page)).toMatch(/^hello/);
  expect(application.seen).toContain('GET /reports/2026?sort=age&show=all');
  // From now on it is open, and nobody is asked again.
  await page.goto(at('vault', '/next'));
  expect(page.url()).toBe(at('vault', '/next'));
});

it('lets in whoever signs in anew where the sign-in is too old, and cuts them when it is again', async () => {
  const wanted = at('ledger', '/accounts');
  const isAsked = async (): Promise<true | undefined> => {
    await owners.goto(wanted);
    return new URL(owners.url()).hostname.startsWith('signin.') ? true : undefined;
  };
  await eventually('the sign-in that made the owner is too old', isAsked);
  await confirm(owners);
  await owners.waitForURL(wanted);
  expect(await shown(owners)).toMatch(/^hello/);
  // Nothing but time happens from here to the cut.
  const socket = await owners.evaluate<{ readonly opened: boolean; readonly code: number }>(`
    new Promise((resolve) => {
      const socket = new WebSocket('wss://' + location.host + '/live');
      let opened = false;
      socket.onopen = () => { opened = true; };
      socket.onclose = ({ code }) => resolve({ opened, code });
    })`);
  expect(socket).toEqual({ opened: true, code: 1008 });
  expect(await isAsked()).toBe(true);
});

it('says why afterwards, from what was recorded', async () => {
  const { items } = await client.call(api.decisions.list, { query: { outcome: 'challenge' } });
  const [asked] = items.filter(({ app }) => app?.name === 'vault');
  const about = { person: asked?.person?.id ?? '', app: asked?.app?.id ?? '' };
  const answer = await client.call(api.decisions.why, { body: { ...about, at: asked?.at ?? 0 } });
  expect(answer).toMatchObject({
    outcome: 'challenge',
    basis: 'record',
    record: { id: asked?.id },
    notes: [],
    remedies: [{ text: 'signing in with a one-time code', mender: 'person' }],
  });
  const again = await client.call(api.decisions.again, { params: { decision: asked?.id ?? '' } });
  expect(again).toMatchObject({ before: { outcome: 'challenge' }, now: { outcome: 'challenge' } });
  expect(again.differences.map(({ name }) => name)).toContain('context.authn.ageSeconds');
});

/** Signs in anew where a fresh sign-in is asked for: the name is known, password and code are not. */
async function confirm(page: Page): Promise<void> {
  expect(await shown(page)).toContain('The ledger asks for a fresh sign-in. Confirm that it is you.');
  await page.fill('[name=password]', owner.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.fill('[name=answer]', await owner.authenticator.code());
  await page.getByRole('button', { name: 'Continue' }).click();
}
