import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createClient, nodeTransport, type Client, type Transport } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import type { Role } from '#contracts/api/people.ts';
import { localSocketPath } from '#contracts/data-directory.ts';
import { openBrowser } from '../browser.ts';
import { enrol, signIn, type Someone } from '../people.ts';
import { endAll, freePort, run, serveFlags, temporaryFolder } from '../program.ts';
import { populate } from './populate.ts';

/** An installation that somebody owns and that has something in it, with a browser to look at it. */
export interface ClaimedConsole {
  readonly browser: Browser;
  /** The owner's browser, signed in. */
  readonly owner: BrowserContext;
  /** What the owner signs in with. */
  readonly ownersWays: Someone;
  readonly port: number;
  /** Over the machine's own socket. */
  readonly client: Client;
  readonly transport: Transport;
  /** The address of a page of the console. */
  at(path: string): string;
  /** Somebody else's browser, signed in at the console, which a policy must let them open. */
  signedIn(name: string, roles: readonly Role[], groups?: readonly string[]): Promise<BrowserContext>;
  close(): Promise<void>;
}

const password = 'a long way to the gate';

/** Starts one, with further flags if any, claims it and fills it. */
export async function openClaimedConsole(flags: readonly string[] = []): Promise<ClaimedConsole> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const serve = run([...serveFlags({ dataDir: folder.path, port }), ...flags]);
  const [browser] = await Promise.all([openBrowser(), serve.said(/https:\/\/console\.\S+\/setup\S*/)]);
  const setupLink = /https:\/\/console\.\S+\/setup\S*/.exec(serve.output())?.[0] ?? '';
  const owner = await browser.newContext({ ignoreHTTPSErrors: true });
  const details = {
    organisation: 'Example Ltd',
    name: 'Olivia Owner',
    email: 'olivia@example.org',
    password,
  };
  const ownersWays = await enrolAndSignIn(owner, setupLink, details);
  const transport = nodeTransport({ kind: 'socket', path: localSocketPath(folder.path, process.getuid?.()) });
  const client = createClient({ transport });
  await populate(client);
  return {
    browser,
    owner,
    ownersWays,
    port,
    client,
    transport,
    at: (path) => `https://console.sallyport.localhost:${port}${path}`,
    async signedIn(name, roles, groups = []) {
      const email = `${name.toLowerCase()}@example.org`;
      const { link } = await client.call(api.people.invite, {
        body: { name, email, roles: [...roles], groups: [...groups] },
      });
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      const page = await context.newPage();
      const someone = await enrol(page, link.url, { email, password });
      await page.locator('.main').last().click();
      await page.waitForURL((url) => !url.pathname.includes('invitation'));
      await page.goto(`https://console.sallyport.localhost:${port}/live`);
      await inside(page, someone);
      await page.close();
      return context;
    },
    async close() {
      await browser.close();
      await endAll();
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function enrolAndSignIn(
  context: BrowserContext,
  link: string,
  details: Parameters<typeof enrol>[2],
): Promise<Someone> {
  const page = await context.newPage();
  const someone = await enrol(page, link, details);
  await page.locator('.main').last().click();
  await inside(page, someone);
  await page.close();
  return someone;
}

/** Signs in where that is asked for, and waits until the console is there. */
async function inside(page: Page, someone: Someone): Promise<void> {
  const login = page.locator('[name=login]');
  const there = page.getByRole('link', { name: 'Live connections' }).first();
  await login.or(there).first().waitFor();
  if ((await login.count()) > 0) await signIn(page, someone);
  await there.waitFor();
}
