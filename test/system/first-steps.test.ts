import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { complaintsOf, openBrowser, openProfile } from './support/browser.ts';
import { enrol, signIn } from './support/people.ts';
import { type Run, endAll, entry, freePort, run, serveFlags, temporaryFolder } from './support/program.ts';

// The first ten minutes, done by somebody in a real browser from the start of the program on, with a stopwatch.

const pictures = process.env['SCREENSHOTS'];
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });

const picture = async (page: Page, name: string): Promise<void> => {
  if (pictures !== undefined)
    await page.screenshot({ path: join(pictures, `first-${name}.png`), fullPage: true });
};

let browser: Browser;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let port: number;
let owner: Page;
const laps: string[] = [];
let startedAt = 0;
let terminal: Run;

const lap = (what: string): void =>
  void laps.push(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${what}`);
const setupLink = /https:\/\/console\.\S+\/setup\S+(?=\s)/;
const data = (): string => join(folder.path, 'data');
const at = (host: string, path = '/'): string => `https://${host}.sallyport.localhost:${port}${path}`;

beforeAll(async () => {
  browser = await openBrowser();
  folder = await temporaryFolder();
  port = await freePort();
});

afterAll(async () => {
  process.stdout.write(`Stopwatch, from the start of the program:\n${laps.join('\n')}\n`);
  await browser?.close();
  await endAll();
  await folder?.[Symbol.asyncDispose]();
});

/** Runs the program at a terminal of its own (script(1)), where people would read along. */
function atTerminal(words: readonly string[]): Run {
  const line = [process.execPath, entry, ...words].join(' ');
  const environment = { TERM: 'xterm', NO_COLOR: '1' };
  return run(['-qefc', line, '/dev/null'], { command: 'script', environment });
}

/** Goes past the browser's warning, as a person does, for this address alone. */
async function goOnInSpiteOf(page: Page, url: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Security.setIgnoreCertificateErrors', { ignore: true });
  await page.goto(url);
  await session.send('Security.setIgnoreCertificateErrors', { ignore: false });
}

it('tells whether the browser trusts the certificate, while one looks, and what to do about it', async () => {
  startedAt = performance.now();
  const serve = run(serveFlags({ dataDir: data(), port }));
  const said = await serve.said(setupLink);
  lap('the setup link is printed');
  const home = join(folder.path, 'home');
  await mkdir(home, { recursive: true });
  const own = await openBrowser({ home });
  const page = await (await own.newContext()).newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await goOnInSpiteOf(page, setupLink.exec(said)?.[0] ?? '');
  await page.getByText('Use a domain of your own').click();
  await page.fill('[name=wish]', 'access.example.org');
  await page.getByRole('button', { name: 'Show me how' }).click();
  await page.getByText(`npm start -- --domain access.example.org --port ${port}`).waitFor();
  await picture(page, 'domain');
  await page.getByRole('link', { name: 'Keep sallyport.localhost' }).click();
  await page.getByText('does not trust this certificate yet').waitFor();
  await picture(page, 'untrusted');
  const command = await page.locator('#command').innerText();
  expect(command).toBe(`node bin/sallyport.js trust --data-dir ${data()}`);
  const environment = { HOME: home };
  const trust = (...words: string[]) =>
    run([...command.split(' ').slice(2), '--no-system', ...words], { environment });
  const trusted = trust();
  expect((await trusted.ended).code).toBe(0);
  expect(trusted.output()).toMatch(/trusted {3}Chromium/);
  await page.getByText('Fingerprint of the authority').click();
  expect(trusted.output()).toContain(await page.locator('details code').innerText());
  await page.getByText('Your browser trusts this.').waitFor();
  await picture(page, 'trusted');
  expect(complaints).toEqual([]);
  await own.close();
  const next = await openBrowser({ home });
  const fresh = await next.newPage();
  expect((await fresh.goto(at('console', '/setup')))?.status()).toBe(410);
  expect((await trust('--undo').ended).code).toBe(0);
  await next.close();
  const last = await openBrowser({ home });
  await expect((await last.newPage()).goto(at('console', '/setup'))).rejects.toThrow('ERR_CERT');
  await last.close();
  serve.signal('SIGTERM');
  await serve.ended;
});

it('goes from the start of the program to an owner', async () => {
  startedAt = performance.now();
  terminal = atTerminal(serveFlags({ dataDir: data(), port }));
  const said = await terminal.said(setupLink);
  lap('started again: the setup link is printed');
  owner = await (await openProfile(browser)).newPage();
  const complaints = complaintsOf(owner);
  const someone = await enrol(owner, setupLink.exec(said)?.[0] ?? '', {
    organisation: 'Example Ltd',
    name: 'Olivia Owner',
    email: 'olivia@example.org',
    password: 'a long way to the gate',
  });
  await owner.locator('.main').last().click();
  await owner.waitForURL(/console|signin/);
  if (owner.url().includes('signin')) await signIn(owner, someone);
  await owner.getByRole('heading', { name: 'First steps' }).waitFor();
  lap('the owner is in the console, on the first steps');
  expect(complaints).toEqual([]);
});

it('protects the sample app, which greets its visitor by what it verified', async () => {
  await picture(owner, 'sample');
  await owner.getByRole('button', { name: 'Protect the sample app' }).click();
  await owner.getByRole('link', { name: 'Open the sample app' }).waitFor();
  lap('the sample app is protected');
  const opening = owner.context().waitForEvent('page');
  await owner.getByRole('link', { name: 'Open the sample app' }).click();
  const app = await opening;
  await app.waitForURL(at('hello'));
  await app.getByRole('heading', { name: 'Hello, Olivia Owner' }).waitFor();
  await app.getByText('It ticks over a WebSocket').waitFor();
  lap('its clock ticks');
  expect(await app.getByText('olivia@example.org').count()).toBe(1);
  // Neither the assertion itself nor our cookie is in what the app shows of its request.
  const shown = await app.content();
  expect(shown).not.toMatch(/eyJ[\w-]+\.|__Host-sallyport/);
  await picture(app, 'hello');
});

it('cuts the clock, and says how long after the click it stopped', async () => {
  const [app] = owner
    .context()
    .pages()
    .filter((page) => page !== owner);
  const cut = owner.getByRole('button', { name: 'Cut', exact: true });
  await expect.poll(() => cut.isEnabled(), { timeout: 20_000 }).toBe(true);
  await cut.click();
  const told = owner.getByText(/Stopped \d+ ms after your click/);
  await told.waitFor();
  lap(`cut: ${await told.innerText()}`);
  const clock = app!.locator('#clock');
  await app!.getByText('the connection was cut').waitFor();
  const stopped = await clock.innerText();
  await picture(owner, 'cut');
  await picture(app!, 'hello-cut');
  await app!.getByRole('button', { name: 'Connect again' }).click();
  await expect.poll(() => clock.innerText()).not.toBe(stopped);
});

it('protects an app of one’s own, and says in words why it cannot', async () => {
  const seen: (string | undefined)[] = [];
  const own = createServer((request, response) => {
    seen.push(request.headers.host);
    response.end('the own app');
  }).listen(0, '127.0.0.1');
  await once(own, 'listening');
  const { port: ownPort } = own.address() as AddressInfo;
  const step = owner.getByRole('region', { name: 'Protect an app of your own' });
  const tryIt = async (url: string) => {
    await step.getByLabel('Where it listens').fill(url);
    await step.getByRole('button', { name: 'Try it' }).click();
    return step.getByRole('status').innerText();
  };
  expect(await tryIt(`http://127.0.0.1:${await freePort()}`)).toContain('Nothing listens there');
  await picture(owner, 'own-refused');
  expect(await tryIt(`https://127.0.0.1:${ownPort}`)).toContain('The encryption could not begin');
  expect(await tryIt(`https://127.0.0.1:${port}`)).toContain('goes round in a circle');
  expect(await tryIt(`http://127.0.0.1:${ownPort}`)).toContain('It answers');
  expect(seen).toEqual([`app-${ownPort}.sallyport.localhost:${port}`]);
  await step.getByLabel('Name').fill('own');
  await step.getByRole('button', { name: 'Try it' }).click();
  await step.getByRole('button', { name: 'Protect it' }).click();
  await step.getByText('It is protected').waitFor();
  lap('an app of one’s own is protected');
  const page = await owner.context().newPage();
  await page.goto(at('own'));
  expect(await page.innerText('body')).toBe('the own app');
  lap('and opened');
  await picture(owner, 'own');
  await page.close();
  own.close();
});

it('says honestly what is still open', async () => {
  const step = owner.getByRole('region', { name: 'What is still open' });
  await step.getByText('The certificate comes from an authority of our own').waitFor();
  expect(await step.getByText('still open', { exact: true }).count()).toBe(4);
});

it('told all of it in the terminal, a line each, with the next step as the last line', async () => {
  await terminal.said(/allow {6}Olivia Owner → hello/);
  await terminal.said(/allow {6}Olivia Owner → own/);
  await terminal.said(/Next: \d things are open|Next: one thing is open/);
  expect(terminal.output()).toContain('Next: open the setup link above');
  // There is nobody else to tell of their own first policies.
  expect(terminal.output()).not.toContain('weakened');
});

it('is readable at every width, in light and dark', async () => {
  for (const [width, colorScheme] of [
    [360, 'dark'],
    [768, 'light'],
    [1280, 'dark'],
  ] as const) {
    await owner.setViewportSize({ width, height: 900 });
    await owner.emulateMedia({ colorScheme });
    const wide = await owner.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(wide).toBeLessThanOrEqual(0);
    await picture(owner, `page-${width}-${colorScheme}`);
  }
});
