import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import { createAuthenticator } from './support/authenticator.ts';
import { databaseOf } from './support/control-beats.ts';
import { type Glewlwyd, startGlewlwyd } from './support/glewlwyd.ts';
import { openPlainBrowser, type Page, type PlainBrowser } from './support/plain-browser.ts';
import { endAll, eventually, freePort, run, serveFlags, temporaryFolder } from './support/program.ts';
import {
  addresses,
  type Application,
  type At,
  browserFor,
  claim,
  localClient,
  openApplication,
  setupLinkIn,
  startApplication,
} from './support/story.ts';

// A provider of somebody else's making, as Debian ships it: it rotates refresh tokens, asks for PKCE, and signs in C.

let application: Application;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let theirs: Awaited<ReturnType<typeof temporaryFolder>>;
let glewlwyd: Glewlwyd;
let client: Client;
let browser: PlainBrowser;
let database: pg.Client;
let at: At;

beforeAll(async () => {
  [application, folder, theirs] = await Promise.all([
    startApplication(),
    temporaryFolder(),
    temporaryFolder(),
  ]);
  const port = await freePort();
  at = addresses(port);
  const serve = run(serveFlags({ dataDir: folder.path, port }));
  const link = setupLinkIn(await serve.said('is running.'));
  const gateway = join(folder.path, 'gateway/1');
  await claim(browserFor(gateway), link, at);
  client = localClient(folder.path);
  glewlwyd = await startGlewlwyd({
    folder: theirs.path,
    callback: at('signin', '/provider/glewlwyd/callback'),
  });
  browser = openPlainBrowser(async () => {
    const identity: unknown = JSON.parse(await readFile(join(gateway, 'identity.json'), 'utf8'));
    return [...(identity as { authorities: string[] }).authorities, glewlwyd.ca].join('\n');
  });
  database = new pg.Client({ ...(await databaseOf(folder.path)) });
  await database.connect();
});

afterAll(async () => {
  await database?.end();
  await endAll();
  application?.close();
  await folder?.[Symbol.asyncDispose]();
  await theirs?.[Symbol.asyncDispose]();
});

/** Goes to the provider by its button and comes back with its answer. */
async function throughGlewlwyd(page: Page): Promise<Page> {
  const there = await browser.submit(page, '/provider', {});
  const asked = there.url.searchParams.get('callback_url') ?? there.url.href;
  return browser.open(await glewlwyd.answer(asked));
}

const refreshed = async (): Promise<string> => {
  const { rows } = await database.query<{ at: string }>(
    'select refreshed_at::text as at from provider_sessions order by refreshed_at desc limit 1',
  );
  return rows[0]?.at ?? '';
};
const makeDue = () => database.query('update provider_sessions set due_at = now()');

it('is understood when it is tried', async () => {
  const { issuer, ca, clientId, clientSecret } = glewlwyd;
  const settings = { joining: 'first-sign-in' as const, reach: 'private' as const, ca };
  const named = { name: 'glewlwyd', title: 'Glewlwyd', issuer, clientId, clientSecret };
  await client.call(api.providers.create, { body: { ...named, settings } });
  expect(await client.call(api.providers.test, { params: { provider: 'glewlwyd' } })).toMatchObject({
    works: true,
  });
});

it('brings somebody in, past a second factor', async () => {
  const url = application.url;
  await client.call(api.apps.create, { body: { name: 'first', upstream: { url } } });
  const start = await eventually('the sign-in offers it', async () => {
    const page = await browser.open(at('portal'));
    return page.text.includes('name="provider" value="glewlwyd"') ? page : undefined;
  });
  const page = await throughGlewlwyd(start);
  expect(page.url.pathname).toBe('/second-factor');
  const secret = /<code class="secret">([^<]+)</.exec(page.text)?.[1]?.replaceAll(' ', '') ?? '';
  const answer = await createAuthenticator(secret).code();
  const codes = await browser.submit(page, '/second-factor', { answer });
  expect(codes.text).toContain('recovery codes');
  const { rows } = await database.query('select name, email, issuer from people where issuer <> $1', [
    'local',
  ]);
  // It says of no address that it was verified, so it is left out.
  expect(rows).toEqual([{ name: 'Grace', email: null, issuer: glewlwyd.issuer }]);
  expect((await openApplication({ client, browser, at, url })).status).toBe(200);
});

it('is asked anew by a token that rotates, as often as it has to be', async () => {
  for (let round = 0; round < 2; round += 1) {
    const before = await refreshed();
    await makeDue();
    await eventually('it was asked anew', async () => ((await refreshed()) === before ? undefined : true));
  }
  expect((await browser.open(at('wiki', '/page'))).status).toBe(200);
});
