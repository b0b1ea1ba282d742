import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDesktop, startNotebook } from './support/applications.ts';
import { complaintsOf, openBrowser, openProfile } from './support/browser.ts';
import { enrol, signIn, type Someone } from './support/people.ts';
import { closedWith, joinTerminal, openTerminal, typeLine } from './support/terminal.ts';
import { endAll, freePort, run, serveFlags, temporaryFolder } from './support/program.ts';

// What README tells, done by a person in a real browser: set up, protect two real applications, invite a
// colleague, write a policy, use a terminal, cut it while it scrolls, read why, and verify the chain.

const pictures = process.env['SCREENSHOTS'];
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });

const picture = async (page: Page, name: string): Promise<void> => {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
};

let browser: Browser;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let port: number;
let setupLink: string;

const at = (host: string, path = '/'): string => `https://${host}.sallyport.localhost:${port}${path}`;

async function sallyport(...words: string[]): Promise<string> {
  const command = run([...words, '--data-dir', folder.path]);
  const { code } = await command.ended;
  if (code !== 0) throw new Error(`sallyport ${words.join(' ')}: ${command.errors()}`);
  return command.output();
}

beforeAll(async () => {
  browser = await openBrowser();
  folder = await temporaryFolder();
  port = await freePort();
  const serve = run(serveFlags({ dataDir: folder.path, port }));
  const said = await serve.said(/https:\/\/console\.\S+\/setup\S*/);
  setupLink = /https:\/\/console\.\S+\/setup\S*/.exec(said)?.[0] ?? '';
});

afterAll(async () => {
  await browser?.close();
  await endAll();
  await folder?.[Symbol.asyncDispose]();
});

describe('the main job, by people in browsers', () => {
  let owner: Someone;
  let admin: Page;
  let guest: Someone;
  let colleague: Page;
  let ticks: () => number;

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const [index, page] of browser
      .contexts()
      .flatMap((context) => context.pages())
      .entries())
      await picture(page, `failed-${index}`);
  });

  it('serves nothing but setup before somebody owns it', async () => {
    const page = await (await openProfile(browser)).newPage();
    const answer = await page.goto(at('console')).catch(() => null);
    expect(answer === null || answer.status() >= 400 || page.url().includes('/setup')).toBe(true);
    await page.close();
  });

  it('is claimed by the setup link, once', async () => {
    admin = await (await openProfile(browser)).newPage();
    const complaints = complaintsOf(admin);
    owner = await enrol(admin, setupLink, {
      organisation: 'Example Ltd',
      name: 'Olivia Owner',
      email: 'olivia@example.org',
      password: 'a long way to the gate',
    });
    expect(owner.recoveryCodes.length).toBe(10);
    await picture(admin, 'setup-codes');
    await admin.locator('.main').last().click();
    await admin.waitForURL(/console|signin/);
    if (admin.url().includes('signin')) await signIn(admin, owner);
    await admin.getByRole('heading', { name: 'First steps' }).waitFor();
    await admin.goto(at('console'));
    await admin.getByRole('heading', { name: 'Overview' }).waitFor();
    await admin.getByText('Olivia Owner').first().waitFor();
    await admin.getByText('ok', { exact: true }).first().waitFor();
    await picture(admin, 'overview');
    expect(complaints).toEqual([]);
    const again = await (await openProfile(browser)).newPage();
    await again.goto(setupLink);
    expect(await again.locator('[name=organisation]').count()).toBe(0);
    await again.close();
  });

  it('takes a notebook and a desktop behind the gateway, closed at first', async () => {
    const [notebook, desktop] = await Promise.all([startNotebook(), startDesktop()]);
    for (const [name, url] of [
      ['notebook', notebook.url],
      ['desktop', desktop.url],
    ] as const) {
      await admin.goto(at('console', '/apps/new'));
      await admin.getByRole('textbox', { name: 'Name' }).fill(name);
      await admin.getByLabel('Where it listens').fill(url);
      await admin.getByRole('button', { name: 'Try it' }).click();
      await admin.getByText('It answers').waitFor();
      await admin.getByRole('button', { name: 'Add the app' }).click();
      await admin.getByRole('button', { name: 'Save', exact: true }).waitFor();
    }
    const closed = await admin.goto(at('notebook'));
    expect(closed?.status()).toBe(403);
    await picture(admin, 'refused');
  });

  it('invites a colleague, who enrols', async () => {
    await admin.goto(at('console', '/people'));
    await admin.getByRole('button', { name: 'Invite somebody' }).click();
    await admin.getByLabel('Name').fill('Chris Colleague');
    await admin.getByLabel('E-mail').fill('chris@example.org');
    await admin.getByRole('button', { name: 'Make the link' }).click();
    const link = await admin.getByRole('textbox', { name: 'Link' }).inputValue();
    await picture(admin, 'invitation');
    colleague = await (await openProfile(browser)).newPage();
    guest = await enrol(colleague, link, {
      name: 'Chris Colleague',
      email: 'chris@example.org',
      password: 'over the drawbridge we go',
    });
    expect(guest.recoveryCodes.length).toBe(10);
  });

  it('lets a policy in, written in the console', async () => {
    await admin.goto(at('console', '/policies/new'));
    await admin.getByLabel('Name').fill('tools-for-all');
    await admin.getByLabel('Title').fill('Everybody with a second factor may use the tools');
    await admin.getByLabel('Policy').fill(
      ['notebook', 'desktop']
        .map(
          (app) => `permit (principal is Person, action == Action::"open", resource == App::"${app}")
when { context.authn.methods.contains("otp") };`,
        )
        .join('\n\n'),
    );
    await admin.getByText('This text is valid.').waitFor();
    await picture(admin, 'policy');
    await admin.getByRole('button', { name: 'Save and publish' }).click();
    const written = admin.getByRole('link', { name: 'Everybody with a second factor may use the tools' });
    await written.waitFor();
    expect(await written.count()).toBe(1);
  });

  it('opens the terminal for the colleague, after sign-in, and the desktop by a silent redirect', async () => {
    ticks = followTicks(colleague);
    await colleague.goto(at('notebook', '/tree'));
    if (colleague.url().includes('signin')) await signIn(colleague, guest);
    await colleague.waitForURL(at('notebook', '/tree'));
    await openTerminal(colleague);
    await typeLine(colleague, 'for i in $(seq 1 100000); do echo "tick $i"; sleep 0.05; done');
    await expect.poll(ticks, { timeout: 20_000 }).toBeGreaterThan(5);
    await picture(colleague, 'terminal');
    const desktop = await colleague.context().newPage();
    await desktop.goto(at('desktop', '/vnc_lite.html'));
    await expect
      .poll(() => desktop.locator('#status').innerText(), { timeout: 20_000 })
      .toMatch(/connected/i);
    await picture(desktop, 'desktop');
  });

  it('cuts the terminal while it scrolls, from the console', async () => {
    await admin.goto(at('console', '/live'));
    const row = admin
      .getByRole('row')
      .filter({ hasText: 'Chris Colleague' })
      .filter({ hasText: 'websocket' });
    await row.first().waitFor();
    await picture(admin, 'live');
    const before = ticks();
    await row.first().getByRole('button', { name: 'End session' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
    await admin.getByText('Their session is over').waitFor();
    const told = ticks();
    expect(told).toBeGreaterThanOrEqual(before);
    await expect.poll(() => closedWith(colleague)).not.toBeNull();
    const stopped = ticks();
    // A tick every 50 ms: what was under way when the page said so, and no more.
    expect(stopped).toBeLessThanOrEqual(told + 2);
    // The terminal itself scrolls on, as the owner sees who joins it: twenty ticks later nothing more has come.
    const watcher = await admin.context().newPage();
    const seen = followTicks(watcher);
    await watcher.goto(at('notebook', '/tree'));
    await joinTerminal(watcher);
    await expect.poll(seen, { timeout: 20_000 }).toBeGreaterThan(stopped + 20);
    expect(ticks()).toBe(stopped);
    await watcher.close();
    await picture(colleague, 'cut');
    await colleague.goto(at('notebook'));
    expect(colleague.url()).toContain('signin');
  });

  it('tells the story in the decisions and in a chain that verifies', async () => {
    await admin.goto(at('console', '/decisions'));
    await admin.getByRole('row').filter({ hasText: 'notebook' }).first().waitFor();
    await picture(admin, 'decisions');
    await admin.goto(at('console', '/audit'));
    await admin.getByText('connections-cut').first().waitFor();
    await admin.getByRole('button', { name: 'Verify the chain' }).click();
    await admin.getByText('The chain is intact').waitFor();
    await picture(admin, 'audit');
    expect(await sallyport('audit', 'verify')).toMatch(/intact/i);
  });
});

/** Follows the terminal's WebSocket: answers with the highest tick that has arrived in the browser. */
function followTicks(page: Page): () => number {
  let highest = 0;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      for (const [, count] of payload.toString().matchAll(/tick (\d+)/g))
        highest = Math.max(highest, Number(count));
    }),
  );
  return () => highest;
}
