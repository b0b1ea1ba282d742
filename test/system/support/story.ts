import { readFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import { type Client, createClient, nodeTransport } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import { createAuthenticator } from './authenticator.ts';
import { type Page, type PlainBrowser, openPlainBrowser } from './plain-browser.ts';
import { eventually } from './program.ts';

/** A small application: tells whether it was told who is there, and echoes over a WebSocket. */
export interface Application {
  readonly url: string;
  /** Requests that reached it. */
  readonly seen: readonly string[];
  close(): void;
}

export async function startApplication(): Promise<Application> {
  const seen: string[] = [];
  const server: Server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end(`hello ${String(request.headers['sallyport-assertion']).split('.').length}`);
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => socket.send(`echo ${data.toString()}`));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The address of a host of the installation. */
export type At = (host: string, path?: string) => string;

export function addresses(port: number): At {
  return (host, path = '/') => `https://${host}.sallyport.localhost:${port}${path}`;
}

/** A browser that trusts the authority that a gateway's folder knows. */
export function browserFor(gatewayFolder: string): PlainBrowser {
  return openPlainBrowser(async () => {
    const identity: unknown = JSON.parse(await readFile(join(gatewayFolder, 'identity.json'), 'utf8'));
    return (identity as { authorities: string[] }).authorities.join('\n');
  });
}

/** A client over the machine's own socket. */
export function localClient(dataDir: string): Client {
  const path = join(dataDir, 'control/local.sock');
  return createClient({ transport: nodeTransport({ kind: 'socket', path }) });
}

/** The setup link in what a start printed. */
export function setupLinkIn(said: string): string {
  return /https:\S+\/setup\?code=\S+/.exec(said)?.[0] ?? '';
}

/** Claims an installation by its setup link: an owner with password and authenticator, signed in at the end. */
export async function claim(browser: PlainBrowser, link: string, at: At): Promise<Page> {
  await browser.open(link);
  // The first two steps, domain and certificate, ask for nothing.
  let page = await browser.open(at('console', '/setup'));
  const password = 'seven slow herons over the lake';
  const about = { organisation: 'Example', name: 'Ada', email: 'ada@example.org' };
  page = await browser.submit(page, '/setup/details', { ...about, password, again: password });
  const secret = /<code class="secret">([^<]+)</.exec(page.text)?.[1]?.replaceAll(' ', '') ?? '';
  const authenticator = createAuthenticator(secret);
  page = await browser.submit(page, '/setup/factor', { answer: await authenticator.code() });
  if (!page.text.includes('ecovery')) throw new Error(`no recovery codes:\n${page.text}`);
  await eventually('the sign-in host is served', async () =>
    (await browser.fetch(at('signin'))).status === 421 ? undefined : true,
  );
  return browser.submit(page, '/enter', {});
}

/** Puts an application behind the installation, open to everybody, and waits until this browser may open it. */
export async function openApplication(options: {
  readonly client: Client;
  readonly browser: PlainBrowser;
  readonly at: At;
  readonly url: string;
  /** How long it may live on stale knowledge; absent: the usual. */
  readonly graceMs?: number;
}): Promise<Page> {
  const { client, browser, at, url, graceMs } = options;
  const grace = graceMs === undefined ? {} : { graceMs };
  await client.call(api.apps.create, { body: { name: 'wiki', upstream: { url }, ...grace } });
  const text = 'permit (principal is Person, action == Action::"open", resource == App::"wiki");';
  await client.call(api.policies.create, { body: { name: 'wiki-for-all', text } });
  return eventually('the policy is in force', async () => {
    const answer = await browser.open(at('wiki', '/page'));
    return answer.status === 200 ? answer : undefined;
  });
}
