import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { controlBeatsFor, databaseOf } from './support/control-beats.ts';
import {
  type PartName,
  endAll,
  eventually,
  familyOf,
  freePort,
  pidOf,
  run,
  serveFlags,
  signalAll,
  temporaryFolder,
} from './support/program.ts';
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

/** The application's grace, and what a slow machine takes on top of it. */
const graceMs = 3_000;
const slackMs = 10_000;

it('cuts at the end of the lease whatever sleeps, and opens again when it wakes', async () => {
  await using folder = await temporaryFolder();
  const port = await freePort();
  const at = addresses(port);
  const serve = run(serveFlags({ dataDir: folder.path, port }));
  const said = await serve.said('is running.');
  const browser = browserFor(join(folder.path, 'gateway/1'));
  await claim(browser, setupLinkIn(said), at);
  await openApplication({ client: localClient(folder.path), browser, at, url: application.url, graceMs });

  const openSocket = async (part: PartName) => {
    const socket = await browser.webSocket(at('wiki', '/live'));
    socket.send(part);
    await eventually('the echo', async () => (socket.messages.includes(`echo ${part}`) ? true : undefined));
    return socket;
  };
  const opensAgain = (part: PartName) =>
    eventually(`the application opens again after ${part} slept`, async () =>
      (await browser.fetch(at('wiki', '/page'))).status === 200 ? true : undefined,
    );

  for (const part of ['control', 'postgres'] as const) {
    const socket = await openSocket(part);
    const pid = await eventually(`${part} lives`, () => pidOf(folder.path, part));
    const stopped = performance.now();
    const family = await familyOf(pid);
    signalAll(family, 'SIGSTOP');
    await socket.closed;
    const ms = performance.now() - stopped;
    process.stdout.write(`${part} stopped: cut after ${(ms / 1000).toFixed(1)} s\n`);
    expect(ms).toBeLessThan(graceMs + slackMs);
    expect((await browser.fetch(at('wiki', '/page'))).status).toBeGreaterThanOrEqual(500);
    signalAll(family, 'SIGCONT');
    await opensAgain(part);
  }

  // Nothing passes a gateway that sleeps; one that slept past its lease must cut before it forwards a byte.
  const socket = await openSocket('gateway');
  const gateway = await eventually('the gateway lives', () => pidOf(folder.path, 'gateway'));
  process.kill(gateway, 'SIGSTOP');
  // What control wrote meanwhile is what the gateway knows nothing of: more of it than the grace allows.
  await controlBeatsFor(await databaseOf(folder.path), graceMs + 1_000);
  socket.send('late');
  process.kill(gateway, 'SIGCONT');
  await socket.closed;
  expect(socket.messages).toEqual(['echo gateway']);
  await opensAgain('gateway');
  serve.signal('SIGTERM');
  expect((await serve.ended).code).toBe(0);
});
