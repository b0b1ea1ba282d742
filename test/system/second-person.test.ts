import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import { type ClaimedConsole, openClaimedConsole } from './support/console/claimed-console.ts';
import { propose } from './support/console/propose.ts';

// What weakens protection, as two administrators do it by clicking: one proposes, the other sees what it changes and
// answers, and nothing of it is in force before.

const pictures = process.env['SCREENSHOTS'];
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });

let installation: ClaimedConsole;
let proposer: Page;
let second: Page;

beforeAll(async () => {
  installation = await openClaimedConsole(['--policy-second-person', 'weakening']);
  proposer = await installation.owner.newPage();
  second = await (await installation.signedIn('Ruth', ['owner'])).newPage();
});
afterAll(() => installation?.close());

const picture = async (page: Page, name: string): Promise<void> => {
  if (pictures !== undefined)
    await page.screenshot({ path: join(pictures, `second-person-${name}.png`), fullPage: true });
};

const button = (page: Page, name: string) => page.locator('main').getByRole('button', { name, exact: true });
const state = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });

async function isInForce(name: string): Promise<boolean> {
  const { items } = await installation.client.call(api.policies.list, { query: {} });
  return items.some((policy) => policy.name === name);
}

/** Opens the one proposal that waits from the list of them. */
async function openWaiting(page: Page): Promise<void> {
  await page.goto(installation.at('/proposals'));
  await page.getByRole('link', { name: 'A new policy' }).click();
  await page.getByRole('heading', { name: 'What it changes' }).waitFor();
}

it('carries out what one writes in the editor once another has seen and approved it', async () => {
  await proposer.goto(installation.at('/policies/new'));
  await proposer.getByLabel('Name').fill('everybody-wiki');
  await proposer
    .locator('textarea:visible')
    .first()
    .fill('permit (principal is Person, action == Action::"open", resource == App::"wiki");');
  await button(proposer, 'Save and publish').click();
  await picture(proposer, 'proposed');
  await proposer.getByRole('link', { name: 'See the proposal' }).click();
  await proposer.getByText('It is yours, so another administrator has to approve it.').waitFor();
  expect(await button(proposer, 'Approve').count()).toBe(0);
  expect(await button(proposer, 'Reject').count()).toBe(0);
  expect(await isInForce('everybody-wiki')).toBe(false);

  await openWaiting(second);
  await second.getByText('resource == App::"wiki"').first().waitFor();
  await second.getByText('a permit is in force that was not, or sooner').first().waitFor();
  expect(await button(second, 'Withdraw').count()).toBe(0);
  await picture(second, 'to-approve');
  await button(second, 'Approve').click();
  await state(second, 'carried out').waitFor();
  await picture(second, 'approved');
  expect(await isInForce('everybody-wiki')).toBe(true);
  // Whoever proposed it still has it open, and is told.
  await state(proposer, 'carried out').waitFor();
});

it('changes nothing where the other rejects it, or whoever proposed it takes it back', async () => {
  await propose(proposer);
  await openWaiting(second);
  await button(second, 'Reject').click();
  await second.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await state(second, 'rejected').waitFor();

  await propose(proposer);
  await openWaiting(proposer);
  await button(proposer, 'Withdraw').click();
  await state(proposer, 'withdrawn').waitFor();
  await picture(proposer, 'withdrawn');

  await second.goto(installation.at('/proposals'));
  await second.getByText('Nothing waits.').waitFor();
  await second.getByText('All', { exact: true }).click();
  for (const words of ['carried out', 'rejected', 'withdrawn'])
    await second.getByRole('cell', { name: words }).first().waitFor();
  await picture(second, 'list');
  expect(await isInForce('everybody-repository')).toBe(false);
});
