import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openEmbeddedPostgres } from '#postgres/index.ts';
import { api } from '#contracts/api/operations.ts';
import { type Run, endAll, eventually, freePort, run, temporaryFolder } from './support/program.ts';
import {
  type Application,
  addresses,
  browserFor,
  claim,
  localClient,
  openApplication,
  setupLinkIn,
  startApplication,
} from './support/story.ts';

let application: Application;
beforeEach(async () => void (application = await startApplication()));
afterEach(async () => {
  await endAll();
  application.close();
});

const quiet = { info: () => undefined, warn: () => undefined };

it('runs two control planes and two gateways on one database', async () => {
  await using folder = await temporaryFolder();
  const own = (name: string) => join(folder.path, name);
  const database = await openEmbeddedPostgres({
    dataDir: own('database'),
    log: quiet,
    durability: 'tests',
    // As root, control becomes a user of its own.
    ...(process.getuid?.() === 0 ? { clientGid: 61_541 } : {}),
  });
  const { host, user, password, database: name } = database.address;
  const DATABASE_URL = `postgres://${user}:${password}@/${name}?host=${encodeURIComponent(host)}`;
  const [firstPort, secondPort, ...controlPorts] = await Promise.all(
    Array.from({ length: 4 }, () => freePort()),
  );

  // All control processes share the database and the root key; each has a place of its own.
  const startControl = async (number: 0 | 1): Promise<Run> => {
    const words = ['control', '--data-dir', own(`control-${number}`), '--port', `${firstPort}`];
    words.push('--control-listen', `127.0.0.1:${controlPorts[number]}`, '--metrics-control', 'off');
    if (number === 1) words.push('--root-key-file', own('control-0/root.key'));
    const control = run(words, { environment: { DATABASE_URL } });
    await control.said('(control) is running.');
    return control;
  };
  const first = await startControl(0);
  const second = await startControl(1);
  const client = localClient(own('control-0'));
  const { token } = await client.call(api.gateways.joinToken, {
    body: { name: 'edge', uses: 2, lifetimeMinutes: 10 },
  });
  const addressesOfControl = controlPorts.map((port) => `127.0.0.1:${port}`).join(',');
  const startGateway = async (number: number, port: number): Promise<Run> => {
    const words = ['gateway', '--data-dir', own(`gateway-${number}`), '--port', `${port}`];
    words.push('--control', addressesOfControl, '--metrics-gateway', 'off');
    const gateway = run(words, { environment: { SALLYPORT_CONTROL_JOIN_TOKEN: token } });
    await gateway.said('(gateway) is running.');
    return gateway;
  };
  await startGateway(1, firstPort!);
  await startGateway(2, secondPort!);
  const third = run(
    ['gateway', '--data-dir', own('gateway-3'), '--port', `${await freePort()}`].concat([
      '--control',
      addressesOfControl,
      '--join-token',
      token,
      '--metrics-gateway',
      'off',
    ]),
  );
  expect((await third.ended).code).toBe(11);
  expect(third.errors()).toContain('join token');

  const at = addresses(firstPort!);
  const browser = browserFor(own('gateway-1/gateway/1'));
  await claim(browser, setupLinkIn(second.output()), at);
  await openApplication({ client, browser, at, url: application.url });

  // What one control is told, both gateways hear, whichever control they speak to.
  const socket = await browser.webSocket(at('wiki', '/live'));
  socket.send('here');
  await eventually('the echo', async () => (socket.messages.includes('echo here') ? true : undefined));
  const other = localClient(own('control-1'));
  const gateways = (await other.call(api.gateways.list, {})).items.map(({ name: called }) => called);
  expect(gateways.map((called) => called.slice(0, 4))).toEqual(['edge', 'edge']);
  const [session] = (await other.call(api.sessions.list, { query: { state: 'live' } })).items;

  // With one control gone, the other carries on.
  first.signal('SIGKILL');
  await first.ended;
  await eventually('the application still opens', async () =>
    (await browser.fetch(at('wiki', '/page'))).status === 200 ? true : undefined,
  );
  await other.call(api.sessions.end, { params: { session: session!.id } });
  await socket.closed;
  const verified = await other.call(api.audit.verify, { body: {} });
  expect(verified.intact).toBe(true);
  await endAll();
  await database.stop();
});

it('says that the database does not answer', async () => {
  await using folder = await temporaryFolder();
  const environment = { DATABASE_URL: 'postgres://nobody:hunter2@127.0.0.1:9/none' };
  const control = run(['control', '--data-dir', folder.path, '--metrics-control', 'off'], { environment });
  expect((await control.ended).code).toBe(6);
  expect(control.errors()).toContain('does not answer');
  expect(control.errors()).not.toContain('hunter2');
  expect(control.errors()).not.toMatch(/^\s+at /m);
});
