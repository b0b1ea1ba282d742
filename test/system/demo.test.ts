import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import { openBrowser, openProfile } from './support/browser.ts';
import { endAll, eventually, freePort, pidOf, run, temporaryFolder } from './support/program.ts';
import { localClient } from './support/story.ts';

// SCREENSHOTS=folder keeps pictures of what an installation looks like that is in use.

const pictures = process.env['SCREENSHOTS'];
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });

let browser: Browser | undefined;
afterEach(async () => {
  await browser?.close();
  await endAll();
});

it('begins with one command, shows the first step of the walk, and stops without a trace', async () => {
  await using folder = await temporaryFolder();
  const port = await freePort();
  const place = join(folder.path, 'demo');
  const dataDir = join(place, 'data');
  const words = ['run', 'demo', '--', '--data-dir', place, '--port', `${port}`];
  const demo = run(words, { command: 'npm', group: 'own' });
  const said = await demo.said('is running.');
  const guide = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0] ?? '';
  const at = (host: string, path = '/'): string => `https://${host}.sallyport.localhost:${port}${path}`;

  // Olga opens the walk; in another browser Dana does what its first step says.
  browser = await openBrowser();
  const olga = await (await openProfile(browser)).newPage();
  await olga.goto(at('console', '/demo'));
  await signIn(olga, { guide, email: 'olga@harbourfinch.example' });
  const step = olga.getByRole('region', { name: /^1\. Somebody is refused/ });
  await step.waitFor();
  expect(await olga.getByRole('region', { name: /^\d\. / }).count()).toBe(8);
  expect(await olga.getByRole('link', { name: guide }).getAttribute('href')).toBe(guide);

  const dana = await (await openProfile(browser)).newPage();
  await dana.goto((await step.getByRole('link').first().getAttribute('href')) ?? '');
  await signIn(dana, { guide, email: 'dana@harbourfinch.example' });
  await dana.getByText('This holds data that only staff may see').waitFor();
  await step.getByRole('link', { name: 'Go there' }).click();
  await olga
    .getByRole('row', { name: /Dana Kim/ })
    .first()
    .waitFor();

  // What was ticked off stays so, and the menu goes on to the next.
  await olga.goBack();
  await step.getByRole('checkbox').check();
  await olga.reload();
  await step.waitFor();
  expect(await step.getByRole('checkbox').isChecked()).toBe(true);
  await olga.getByRole('link', { name: /The walk 2\. Give access by a group/ }).waitFor();

  await keepPictures(olga, at);

  // Somebody works, two weeks stand on record, and the record is whole.
  const client = localClient(dataDir);
  await eventually('people work in the background', async () => {
    const { items } = await client.call(api.connections.list, {});
    return items.filter(({ address }) => address === '127.0.0.1').length >= 5 ? true : undefined;
  });
  const { items: people } = await client.call(api.people.list, {});
  expect(people).toHaveLength(12);
  const findings = await client.call(api.audit.verify, { body: {} });
  expect(findings).toMatchObject({ intact: true, problems: [] });
  expect(findings.records).toBeGreaterThan(500);

  demo.signal('SIGINT');
  await demo.ended;
  const parts = ['postgres', 'control', 'gateway'] as const;
  expect(await Promise.all(parts.map((part) => pidOf(dataDir, part)))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);

  // What is there already is gone on with; a folder that is not the demo's is left alone.
  const foreign = run(['run', 'demo', '--', '--fresh', '--data-dir', folder.path, '--port', `${port}`], {
    command: 'npm',
    group: 'own',
  });
  expect((await foreign.ended).code).toBe(1);
  expect(foreign.errors()).toContain('was not made by the demo');
});

async function keepPictures(page: Page, at: (host: string, path: string) => string): Promise<void> {
  if (pictures === undefined) return;
  for (const name of ['demo', 'overview', 'map', 'live', 'decisions']) {
    await page.goto(at('console', name === 'overview' ? '/' : `/${name}`));
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle').catch(() => {});
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  }
}

/** Signs somebody in with the code that the demo's page shows for them. */
async function signIn(page: Page, who: { readonly guide: string; readonly email: string }): Promise<void> {
  await page.fill('[name=login]', who.email);
  await page.fill('[name=password]', 'four walls and two doors');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const answer = await fetch(new URL('codes', who.guide));
  const { codes } = (await answer.json()) as { codes: { email: string; code: string }[] };
  await page.fill('[name=answer]', codes.find(({ email }) => email === who.email)?.code ?? '');
  await page.getByRole('button', { name: 'Continue' }).click();
}
