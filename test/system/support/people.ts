import type { Page } from 'playwright-core';
import { type Authenticator, createAuthenticator } from './authenticator.ts';

/** Somebody who can sign in. */
export interface Someone {
  readonly email: string;
  readonly password: string;
  readonly authenticator: Authenticator;
  readonly recoveryCodes: readonly string[];
}

interface Details {
  readonly organisation?: string;
  readonly name?: string;
  readonly email: string;
  readonly password: string;
}

/** Opens a setup or invitation link in a browser and goes through all of its steps. */
export async function enrol(page: Page, link: string, details: Details): Promise<Someone> {
  await page.goto(link);
  // The first two steps of a setup, domain and certificate, ask for nothing.
  if (page.url().endsWith('/setup/domain')) await page.goto(new URL('/setup', page.url()).href);
  if (details.organisation !== undefined) await page.fill('[name=organisation]', details.organisation);
  if (details.name !== undefined) await page.fill('[name=name]', details.name);
  if (details.organisation !== undefined) await page.fill('[name=email]', details.email);
  await page.fill('[name=password]', details.password);
  await page.fill('[name=again]', details.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  const secret = (await page.locator('code.secret').innerText()).replaceAll(' ', '');
  const authenticator = createAuthenticator(secret);
  await page.fill('[name=answer]', await authenticator.code());
  await page.getByRole('button', { name: 'Continue' }).click();
  const recoveryCodes = await page.locator('ul.codes li').allInnerTexts();
  return { email: details.email, password: details.password, authenticator, recoveryCodes };
}

/** Signs somebody in on the page that asks for it, wherever they wanted to go. */
export async function signIn(page: Page, someone: Someone): Promise<void> {
  await page.fill('[name=login]', someone.email);
  await page.fill('[name=password]', someone.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.fill('[name=answer]', await someone.authenticator.code());
  await page.getByRole('button', { name: 'Continue' }).click();
}
