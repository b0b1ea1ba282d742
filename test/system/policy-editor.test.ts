import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openProfile } from './support/browser.ts';
import { enrol, signIn } from './support/people.ts';
import { endAll, freePort, run, serveFlags, temporaryFolder } from './support/program.ts';

// Two administrators write the same policy: one in the console, one at the command line.

const pictures = process.env['SCREENSHOTS'];
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });

let browser: Browser;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let port: number;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  folder = await temporaryFolder();
  port = await freePort();
  const serve = run(serveFlags({ dataDir: join(folder.path, 'data'), port }));
  const setupLink = /https:\/\/console\.\S+\/setup\S*/;
  const said = await serve.said(setupLink);
  page = await (await openProfile(browser)).newPage();
  const someone = await enrol(page, setupLink.exec(said)?.[0] ?? '', {
    organisation: 'Example Ltd',
    name: 'Olivia Owner',
    email: 'olivia@example.org',
    password: 'a long way to the gate',
  });
  await page.locator('.main').last().click();
  await page.waitForURL(/console|signin/);
  if (page.url().includes('signin')) await signIn(page, someone);
  await page.getByRole('heading', { name: 'First steps' }).waitFor();
});

afterAll(async () => {
  await browser?.close();
  await endAll();
  await folder?.[Symbol.asyncDispose]();
});

const picture = async (name: string): Promise<void> => {
  if (pictures !== undefined)
    await page.screenshot({ path: join(pictures, `policy-${name}.png`), fullPage: true });
};

async function sallyport(...words: readonly string[]): Promise<string> {
  const ran = run([...words, '--data-dir', join(folder.path, 'data')]);
  expect([ran.output(), (await ran.ended).code]).toEqual([expect.any(String), 0]);
  return ran.output();
}

it('loses nothing and lets whoever writes choose', async () => {
  const text = 'permit (principal is Person, action == Action::"open", resource == App::"portal");';
  const date = new Date(Date.now() + 86_400_000).toISOString();
  const made = await sallyport(
    'policies',
    'create',
    'try-it',
    '--text',
    text,
    '--observe-until',
    date,
    '--json',
  );
  const { id } = JSON.parse(made) as { id: string };
  await page.goto(`https://console.sallyport.localhost:${port}/policies/${id}`);
  await page.getByText('It only observes').waitFor();
  await page.getByLabel('Title').fill('Mine');
  await picture('observing');
  await sallyport('policies', 'update', 'try-it', '--title', 'Theirs');
  // Told by the stream of events, before anything is saved; what was written stays.
  await page.getByText('Somebody else saved this policy while you were writing').waitFor();
  expect(await page.getByLabel('Title').inputValue()).toBe('Mine');
  await page.getByText('“Theirs” → “Mine”').waitFor();
  await picture('meanwhile');
  await page.getByRole('button', { name: 'Take theirs, drop mine' }).click();
  await expect.poll(() => page.getByLabel('Title').inputValue()).toBe('Theirs');
  await page.getByLabel('Title').fill('Mine after all');
  await sallyport('policies', 'update', 'try-it', '--title', 'Theirs again');
  await page.getByRole('button', { name: 'Save mine over theirs' }).click();
  await page.waitForURL(/\/policies$/);
  await page.getByRole('link', { name: 'Mine after all' }).waitFor();
  await picture('list');
  expect(await sallyport('policies', 'list')).toMatch(/try-it +Mine after all +observe +\d{4}-/);
});
