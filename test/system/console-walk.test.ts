import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import { type ClaimedConsole, openClaimedConsole } from './support/console/claimed-console.ts';
import { propose } from './support/console/propose.ts';
import { consolePaths, fillPath } from './support/console/routes.ts';
import { faultsOf, watchPage } from './support/console/watch-page.ts';

// Every page of the console in a real browser: at three widths, light in English and dark in German. What is wrong
// with any of them is told together. SCREENSHOTS=folder keeps a picture of each.

const pictures = process.env['SCREENSHOTS'];
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });

const widths = [1440, 820, 390] as const;
interface Look {
  readonly scheme: 'light' | 'dark';
  readonly locale: string;
}

const looks: readonly Look[] = [
  { scheme: 'light', locale: 'en-GB' },
  { scheme: 'dark', locale: 'de-DE' },
];

let installation: ClaimedConsole;
let paths: readonly (readonly [path: string, filled: string])[];

const at = (path: string): string => installation.at(path);

beforeAll(async () => {
  installation = await openClaimedConsole(['--policy-second-person', 'weakening']);
  // Somebody is refused, so that there is a decision that says no.
  const page = await installation.owner.newPage();
  await page.goto(at('/'));
  await propose(page);
  await page.goto(`https://payroll.sallyport.localhost:${installation.port}/`);
  await page.close();
  const found = consolePaths();
  paths = await Promise.all(
    found.map(async (path) => [path, await fillPath(installation.transport, path)] as const),
  );
});

afterAll(() => installation?.close());

it('has no page that is unusable at any width, in either theme and language', async () => {
  expect(paths.length).toBeGreaterThan(10);
  const faults = await Promise.all(looks.map((look) => walk(look)));
  expect(faults.flat()).toEqual([]);
});

it('speaks German from the sign-in on, and on every host what is chosen on one of them', async () => {
  const { browser, port, ownersWays: someone } = installation;
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'de-DE',
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  const faults: string[] = [];
  const look = async (name: string) => {
    faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`));
    await keep(page, `german-${name}`);
  };
  await page.goto(at('/'));
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  await look('sign-in');
  await page.getByLabel('E-Mail').fill(someone.email);
  await page.getByLabel('Passwort').fill(someone.password);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.getByLabel('Sechsstelliger Code').waitFor();
  await look('factor');
  await page.getByLabel('Sechsstelliger Code').fill(await someone.authenticator.code());
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.getByRole('heading', { level: 2, name: 'Überblick' }).waitFor();
  const portal = `https://portal.sallyport.localhost:${port}/`;
  await page.goto(portal);
  await page.getByRole('heading', { name: 'Ihre Anwendungen' }).waitFor();
  await look('portal');
  await page.goto(`https://payroll.sallyport.localhost:${port}/`);
  await page.getByText('Keine Richtlinie gibt Ihnen Zugriff').waitFor();
  await page.goto(portal);
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Your applications' }).waitFor();
  await page.goto(`https://payroll.sallyport.localhost:${port}/`);
  await page.getByText('No policy gives you access').waitFor();
  await page.goto(at('/'));
  await page.getByRole('heading', { level: 2, name: 'Overview' }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

it('tells two tabs of what happens by one stream', async () => {
  const context = await openLook({ scheme: 'light', locale: 'en-GB' });
  const streams: string[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/v1/events') streams.push(request.url());
  });
  const tabs = [await context.newPage(), await context.newPage()] as const;
  for (const tab of tabs) {
    await tab.goto(at('/groups'));
    await settled(tab);
  }
  await expect.poll(() => streams.length).toBe(1);
  // This list never asks by itself: what appears was told.
  await installation.client.call(api.groups.create, { body: { name: 'newly-founded' } });
  for (const tab of tabs) await tab.getByText('newly-founded').waitFor();
  // The tab that listened is gone: the other takes over.
  await tabs[0].close();
  await expect.poll(() => streams.length).toBe(2);
  await installation.client.call(api.groups.create, { body: { name: 'founded-later' } });
  await tabs[1].getByText('founded-later').waitFor();
  await context.close();
});

it('finds a person and asks before it ends their sessions, by the keyboard alone', async () => {
  const context = await openLook({ scheme: 'light', locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(at('/'));
  await settled(page);
  const words = page.getByRole('combobox', { name: 'What are you looking for?' });
  const chosen = page.getByRole('option', { selected: true });
  await openPalette(page, words);
  await words.pressSequentially('lovelace');
  await expect.poll(() => chosen.innerText()).toContain('Ada Lovelace');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: 'Ada Lovelace' }).waitFor();
  // It closes with a movement; the same keys in the middle of that would be the end of it.
  await words.waitFor({ state: 'hidden' });
  await openPalette(page, words);
  await words.pressSequentially('lovelace');
  await expect.poll(() => chosen.innerText()).toContain('Ada Lovelace');
  await page.getByRole('option', { name: 'End sessions of Ada Lovelace' }).waitFor();
  await page.keyboard.press('End');
  // What the stream tells in between lists anew: the choice stays with what was chosen.
  await installation.client.call(api.groups.create, { body: { name: 'lovelace-readers' } });
  await page.getByRole('option', { name: 'lovelace-readers' }).waitFor();
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'End all sessions of Ada Lovelace?' });
  await question.waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'hidden' });
  await context.close();
});

/** Presses its keys, once more where the page was still being made when they came. */
async function openPalette(page: Page, words: Locator): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    await page.keyboard.press('Control+K');
    const came = words.waitFor({ timeout: 5_000 });
    if (await came.then(() => true).catch(() => false)) return;
  }
  throw new Error('the palette does not open');
}

async function walk({ scheme, locale }: Look): Promise<readonly string[]> {
  const context = await openLook({ scheme, locale });
  const page = await context.newPage();
  const { complaints } = await watchPage(page, 'sallyport.localhost');
  const faults: string[] = [];
  for (const [path, filled] of paths) {
    await page.setViewportSize({ width: widths[0], height: 900 });
    await page.goto(at(filled));
    await settled(page);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const name = `${path} ${scheme} ${width}`;
      faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`));
      await keep(
        page,
        `${path === '/' ? 'overview' : path.slice(1).replaceAll(/[/$]+/g, '-')}-${scheme}-${width}`,
      );
    }
    faults.push(...complaints.splice(0).map((complaint) => `${path} ${scheme}: ${complaint}`));
  }
  await context.close();
  return faults;
}

/** The owner's browser with other eyes. */
async function openLook({ scheme, locale }: Look): Promise<BrowserContext> {
  return installation.browser.newContext({
    ignoreHTTPSErrors: true,
    colorScheme: scheme,
    locale,
    reducedMotion: 'reduce',
    storageState: await installation.owner.storageState(),
  });
}

/** The page has its heading, and nothing that it asked for is still under way. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  await page.locator('[aria-busy=true], .mantine-Loader-root').first().waitFor({ state: 'detached' });
}

async function keep(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}
