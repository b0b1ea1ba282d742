import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import { formsOf } from './support/plain-browser.ts';
import { endAll, eventually, freePort, run, serveFlags, temporaryFolder } from './support/program.ts';
import {
  type Application,
  addresses,
  browserFor,
  claim,
  localClient,
  setupLinkIn,
  startApplication,
} from './support/story.ts';

let application: Application;
beforeEach(async () => void (application = await startApplication()));
afterEach(async () => {
  await endAll();
  application.close();
});

it('goes from the setup link to a cut WebSocket and an audit chain that verifies', async () => {
  await using folder = await temporaryFolder();
  const port = await freePort();
  const at = addresses(port);
  const serve = run(serveFlags({ dataDir: folder.path, port }));
  const said = await serve.said('is running.');
  const browser = browserFor(join(folder.path, 'gateway/1'));

  // Unclaimed, there is nothing but the setup.
  for (const host of ['console', 'portal', 'signin', 'api', 'app'])
    expect((await browser.fetch(at(host, '/api/v1/people'))).status).toBeGreaterThanOrEqual(400);
  const page = await claim(browser, setupLinkIn(said), at);
  expect(page.url.hostname).toBe('console.sallyport.localhost');

  // One application, closed until a policy opens it; all by the machine's own socket.
  const client = localClient(folder.path);
  const type = async (...words: string[]) => {
    const typed = run([...words, '--data-dir', folder.path]);
    const { code } = await typed.ended;
    return { code, text: typed.output(), errors: typed.errors() };
  };
  const created = await type('apps', 'create', 'wiki', '--upstream', application.url, '--no-probe');
  expect(created).toMatchObject({ code: 0, errors: '' });
  // Served from the answer on: nobody has to try again until the gateways know it.
  expect((await browser.open(at('wiki'))).status).toBe(403);
  expect(application.seen).toEqual([]);
  const text = 'permit (principal is Person, action == Action::"open", resource == App::"wiki");';
  expect((await type('policies', 'create', 'wiki-for-all', '--text', text)).code).toBe(0);

  // Opened over HTTP and WebSocket.
  const opened = await eventually('the policy is in force', async () => {
    const answer = await browser.open(at('wiki', '/page'));
    return answer.status === 200 ? answer : undefined;
  });
  expect(opened.text).toBe('hello 3');
  const socket = await browser.webSocket(at('wiki', '/live'));
  socket.send('one');
  await eventually('the echo', async () => (socket.messages.includes('echo one') ? true : undefined));

  // One connection cut, and nothing else: the browser connects again by itself.
  const live = await eventually('the connection is listed', async () =>
    (await client.call(api.connections.list, {})).items.find(({ protocol }) => protocol === 'websocket'),
  );
  expect((await type('connections', 'cut', live.id)).text).toContain('They may connect again');
  expect((await socket.closed).code).toBe(1008);
  const second = await browser.webSocket(at('wiki', '/live'));
  second.send('two');
  await eventually('the echo', async () => (second.messages.includes('echo two') ? true : undefined));

  // The gateway switched off: what it carries is cut and nothing new opens, until it is switched on again.
  const [gateway] = (await client.call(api.gateways.list, {})).items;
  expect((await type('gateways', 'disable', gateway!.name)).text).toContain('No gateway is left');
  expect((await second.closed).code).toBe(1008);
  expect((await browser.fetch(at('wiki', '/page'))).status).toBe(503);
  expect(await type('gateways', 'enable', gateway!.name)).toMatchObject({ code: 0 });
  const third = await eventually('the gateway is back', async () =>
    (await browser.fetch(at('wiki', '/page'))).status === 200
      ? browser.webSocket(at('wiki', '/live'))
      : undefined,
  );

  // Cut by ending the session; the browser has to sign in again.
  const sessions = await client.call(api.sessions.list, { query: { state: 'live' } });
  expect(sessions.items).toHaveLength(1);
  const ended = performance.now();
  const typed = type('sessions', 'end', sessions.items[0]!.id);
  const close = await third.closed;
  process.stdout.write(`cut after ${Math.round(performance.now() - ended)} ms\n`);
  expect(close.code).toBe(1008);
  expect((await typed).text).toContain('1 session ended.');
  const after = await browser.open(at('wiki', '/page'));
  expect(after.url.hostname).toBe('signin.sallyport.localhost');
  expect(formsOf(after).some(({ action }) => action.pathname === '/password')).toBe(true);

  // The record of it all.
  const kinds = (await client.call(api.audit.list, { query: { limit: 200 } })).items.map(({ kind }) => kind);
  for (const kind of ['installation-claimed', 'decision-made', 'session-ended', 'connections-cut'])
    expect(kinds).toContain(kind);
  const verified = await type('audit', 'verify');
  expect(verified).toMatchObject({ code: 0, errors: '' });
  expect(verified.text).toContain(': intact.');
  serve.signal('SIGTERM');
  expect(await serve.ended).toEqual({ code: 0, signal: null });
});
