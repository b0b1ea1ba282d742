import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import { type ClaimedConsole, openClaimedConsole } from './support/console/claimed-console.ts';
import { propose } from './support/console/propose.ts';
import { consolePaths, fillPath } from './support/console/routes.ts';

// The console in the eyes of people who may do less than everything: what they are offered is done, what would be
// refused is not offered, and no page asks for what they may not read.

let installation: ClaimedConsole;

const policies = [
  [
    'staff-open-the-console',
    `permit (principal in Group::"on-call", action == Action::"open", resource == App::"console");`,
  ],
  [
    'auditors-read',
    `permit (principal is Person, action in [Action::"read", Action::"readAudit"], resource)
when { principal.roles.contains("auditor") };`,
  ],
  [
    'admins-write',
    `permit (principal is Person, action in [Action::"read", Action::"write", Action::"cut"], resource)
when { principal.roles.contains("admin") };`,
  ],
  [
    'staff-with-roles-open-the-console',
    `permit (principal is Person, action == Action::"open", resource == App::"console")
when { principal.roles.contains("auditor") || principal.roles.contains("admin") };`,
  ],
] as const;

beforeAll(async () => {
  installation = await openClaimedConsole(['--policy-second-person', 'weakening']);
  for (const [name, text] of policies)
    await installation.client.call(api.policies.create, { body: { name, text } });
  const page = await installation.owner.newPage();
  await page.goto(installation.at('/'));
  await propose(page);
  await page.close();
});
afterAll(() => installation?.close());

/** Every answer of the API that says no. */
function refusalsOf(context: BrowserContext): string[] {
  const refusals: string[] = [];
  context.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/api/') && [401, 403].includes(response.status()))
      refusals.push(`${response.request().method()} ${pathname} ${response.status()}`);
  });
  return refusals;
}

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.locator('[aria-busy=true], .mantine-Loader-root').first().waitFor({ state: 'detached' });
}

const placesOf = (page: Page) => page.getByRole('navigation').getByRole('link').allInnerTexts();

/** Presses every button of a page that can be pressed, and closes whatever opens; gives their names. */
async function pressAll(page: Page): Promise<readonly string[]> {
  const buttons = page.locator('main button:enabled:visible');
  const pressed: string[] = [];
  for (let place = 0; place < (await buttons.count()); place += 1) {
    const button = buttons.nth(place);
    pressed.push((await button.innerText()).trim());
    await button.click({ timeout: 2_000 }).catch(() => undefined);
    await page.keyboard.press('Escape');
  }
  return pressed;
}

it('offers an auditor everything to read and nothing to change', async () => {
  const context = await installation.signedIn('Audrey', ['auditor']);
  const refusals = refusalsOf(context);
  const page = await context.newPage();
  const writing =
    /^(Save|Add|Invite|Remove|Edit|Disable|Enable|End|Cut|Roll|Rotate|Switch|Write|Revoke|Reset|Approve|Reject|Withdraw)/;
  const offered: string[] = [];
  for (const path of consolePaths()) {
    await page.goto(installation.at(await fillPath(installation.transport, path)));
    await settled(page);
    for (const name of await pressAll(page)) if (writing.test(name)) offered.push(`${path}: ${name}`);
    await settled(page);
  }
  expect(await placesOf(page)).toEqual(expect.arrayContaining(['Overview', 'Audit', 'Policies', 'Settings']));
  // What is open is their own, and the person shown is they themselves.
  const own = /^\/(?:people\/\$id|live): (?:End|Cut)/;
  expect(offered.filter((line) => !own.test(line))).toEqual([]);
  expect(refusals).toEqual([]);
  await context.close();
});

it('offers an administrator what they may change, and neither policies, keys, roles nor audit', async () => {
  const context = await installation.signedIn('Adam', ['admin']);
  const refusals = refusalsOf(context);
  const page = await context.newPage();
  await page.goto(installation.at('/groups'));
  await page.getByRole('button', { name: 'Add a group' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('founded-by-adam');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('link', { name: 'founded-by-adam' }).waitFor();
  expect(await placesOf(page)).not.toContain('Audit');
  await page.goto(installation.at('/people'));
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByRole('textbox', { name: 'E-mail' }).waitFor();
  expect(await page.getByLabel('Roles').count()).toBe(0);
  for (const [path, name] of [
    ['/policies', 'Write a policy'],
    ['/providers', 'Add a provider'],
    ['/gateways', 'Add a gateway'],
  ] as const) {
    await page.goto(installation.at(path));
    await settled(page);
    expect([path, await page.getByText(name).count()]).toEqual([path, 0]);
  }
  expect(refusals).toEqual([]);
  await context.close();
});

it('leads somebody who may read nothing but their own to nothing else', async () => {
  const { items } = await installation.client.call(api.groups.list, { query: { search: 'on-call' } });
  const [group] = items;
  const context = await installation.signedIn('Noel', [], group === undefined ? [] : [group.id]);
  const refusals = refusalsOf(context);
  const page = await context.newPage();
  await page.goto(installation.at('/'));
  await page.getByText('You may see what is yours').waitFor();
  expect(await placesOf(page)).toEqual(['Live connections', 'Decisions', 'Settings']);
  for (const path of ['/live', '/decisions', '/settings']) {
    await page.goto(installation.at(path));
    await settled(page);
  }
  expect(refusals.filter((line) => !line.includes('/events'))).toEqual([]);
  await context.close();
});
