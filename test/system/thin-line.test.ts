import { readFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { createClient, nodeTransport } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import { createAuthenticator } from './support/authenticator.ts';
import { formsOf, openPlainBrowser } from './support/plain-browser.ts';
import { endAll, eventually, freePort, run, serveFlags, temporaryFolder } from './support/program.ts';

/** A small application: says who it was told is there, and echoes over a WebSocket. */
function startApplication(): { readonly server: Server; readonly seen: string[] } {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end(`hello ${String(request.headers['sallyport-assertion']).split('.').length}`);
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => socket.send(`echo ${data.toString()}`));
    socket.on('error', () => undefined);
  });
  return { server: server.listen(0, '127.0.0.1'), seen };
}

let application: ReturnType<typeof startApplication>;
beforeEach(() => void (application = startApplication()));
afterEach(async () => {
  await endAll();
  application.server.closeAllConnections();
  application.server.close();
});

it('goes from the setup link to a cut WebSocket and an audit chain that verifies', async () => {
  await using folder = await temporaryFolder();
  const port = await freePort();
  const serve = run(serveFlags({ dataDir: folder.path, port }));
  const said = await serve.said('is running.');
  const setupLink = /https:\S+\/setup\?code=\S+/.exec(said)?.[0] ?? '';
  const browser = openPlainBrowser(async () => {
    const identity: unknown = JSON.parse(
      await readFile(join(folder.path, 'gateway/1/identity.json'), 'utf8'),
    );
    return (identity as { authorities: string[] }).authorities.join('\n');
  });
  const at = (host: string, path = '/') => `https://${host}.sallyport.localhost:${port}${path}`;

  // Unclaimed, there is nothing but the setup (T20).
  for (const host of ['console', 'portal', 'signin', 'api', 'app'])
    expect((await browser.fetch(at(host, '/api/v1/people'))).status).toBeGreaterThanOrEqual(400);

  // An owner, by password and authenticator.
  let page = await browser.open(setupLink);
  expect(page.text).toContain('Set up Sallyport');
  const password = 'seven slow herons over the lake';
  const about = { organisation: 'Example', name: 'Ada', email: 'ada@example.org' };
  page = await browser.submit(page, '/setup/details', { ...about, password, again: password });
  const secret = /<code class="secret">([^<]+)</.exec(page.text)?.[1]?.replaceAll(' ', '') ?? '';
  const authenticator = createAuthenticator(secret);
  page = await browser.submit(page, '/setup/factor', { answer: await authenticator.code() });
  expect(page.text).toContain('recovery');
  await eventually('the sign-in host is served', async () =>
    (await browser.fetch(at('signin'))).status === 421 ? undefined : true,
  );
  page = await browser.submit(page, '/enter', {});
  expect(page.url.hostname).toBe('console.sallyport.localhost');

  // One application and one policy, by the machine's own socket.
  const client = createClient({
    transport: nodeTransport({ kind: 'socket', path: join(folder.path, 'control/local.sock') }),
  });
  const { port: upstream } = application.server.address() as AddressInfo;
  await client.call(api.apps.create, {
    body: { name: 'wiki', upstream: { url: `http://127.0.0.1:${upstream}` } },
  });
  const refused = await eventually('the application is served', async () => {
    const answer = await browser.open(at('wiki'));
    return answer.status === 421 ? undefined : answer;
  });
  expect(refused.status).toBe(403);
  expect(application.seen).toEqual([]);
  const text = 'permit (principal is Person, action == Action::"open", resource == App::"wiki");';
  await client.call(api.policies.create, { body: { name: 'wiki-for-all', text } });

  // Opened over HTTP and WebSocket.
  const opened = await eventually('the policy is in force', async () => {
    const answer = await browser.open(at('wiki', '/page'));
    return answer.status === 200 ? answer : undefined;
  });
  expect(opened.text).toBe('hello 3');
  const socket = await browser.webSocket(at('wiki', '/live').replace('https', 'wss'));
  socket.send('one');
  await eventually('the echo', async () => (socket.messages.includes('echo one') ? true : undefined));

  // Cut by ending the session; the browser has to sign in again.
  const sessions = await client.call(api.sessions.list, { query: { state: 'live' } });
  expect(sessions.items).toHaveLength(1);
  const ended = performance.now();
  await client.call(api.sessions.end, { params: { session: sessions.items[0]!.id } });
  const close = await socket.closed;
  process.stdout.write(`cut after ${Math.round(performance.now() - ended)} ms\n`);
  expect(close.code).toBe(1008);
  const after = await browser.open(at('wiki', '/page'));
  expect(after.url.hostname).toBe('signin.sallyport.localhost');
  expect(formsOf(after).some(({ action }) => action.pathname === '/password')).toBe(true);

  // The record of it all.
  const kinds = (await client.call(api.audit.list, { query: { limit: 200 } })).items.map(({ kind }) => kind);
  for (const kind of ['installation-claimed', 'decision-made', 'session-ended', 'connections-cut'])
    expect(kinds).toContain(kind);
  const verified = await client.call(api.audit.verify, { body: {} });
  expect(verified.problems).toEqual([]);
  expect(verified.intact).toBe(true);
  serve.signal('SIGTERM');
  expect(await serve.ended).toEqual({ code: 0, signal: null });
});
