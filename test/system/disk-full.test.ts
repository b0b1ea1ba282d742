import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import type { PlainBrowser } from './support/plain-browser.ts';
import { type Run, endAll, entry, eventually, freePort, pidOf, run, serveFlags } from './support/program.ts';
import { mountSmallDisk, type SmallDisk, useUpWriteAheadLog, whyNoSmallDisk } from './support/small-disk.ts';
import {
  type Application,
  type At,
  addresses,
  browserFor,
  claim,
  localClient,
  openApplication,
  setupLinkIn,
  startApplication,
} from './support/story.ts';

// Everything that Sallyport writes lies on one disk, its log as well, and the disk is full in mid-run: first so
// that tables cannot grow, then so that PostgreSQL gives up.

const graceMs = 3_000;
const others = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const whyNot = await whyNoSmallDisk();

let application: Application;
let disk: SmallDisk;
beforeEach(async () => {
  application = await startApplication();
  disk = await mountSmallDisk(320);
});
afterEach(async () => {
  await endAll();
  application.close();
  await disk[Symbol.asyncDispose]();
});

interface Scene {
  readonly dataDir: string;
  readonly port: number;
  readonly at: At;
  readonly serve: Run;
  readonly browser: PlainBrowser;
  readonly client: Client;
  readonly logFile: string;
}

async function setScene(): Promise<Scene> {
  const [dataDir, logFile] = [join(disk.path, 'data'), join(disk.path, 'serve.log')];
  const port = await freePort();
  const at = addresses(port);
  // `npm start 2> serve.log`, beside the data.
  const words = [process.execPath, entry, ...serveFlags({ dataDir, port })].join(' ');
  const serve = run(['-c', `exec ${words} 2> ${logFile}`], { command: 'bash' });
  const said = await serve.said('is running.');
  const browser = browserFor(join(dataDir, 'gateway/1'));
  await claim(browser, setupLinkIn(said), at);
  const client = localClient(dataDir);
  await openApplication({ client, browser, at, url: application.url, graceMs });
  for (const name of others)
    await client.call(api.apps.create, { body: { name, upstream: { url: application.url } } });
  const text = others
    .map((name) => `permit (principal is Person, action == Action::"open", resource == App::"${name}");`)
    .join('\n');
  await client.call(api.policies.create, { body: { name: 'others', text } });
  return { dataDir, port, at, serve, browser, client, logFile };
}

/** Writes until the disk refuses; gives what was acknowledged, and the words of the refusal. */
async function writeUntilRefused(
  client: Client,
): Promise<{ readonly kept: string[]; readonly words: string }> {
  const kept: string[] = [];
  for (let number = 0; number < 2_000; number += 1) {
    const name = `group-${number}`;
    try {
      await client.call(api.groups.create, { body: { name } });
      kept.push(name);
    } catch (error) {
      return { kept, words: error instanceof Error ? error.message : String(error) };
    }
  }
  throw new Error('the disk was never full');
}

const namesOf = async (client: Client): Promise<readonly string[]> => {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const page = await client.call(api.groups.list, { query });
    names.push(...page.items.map(({ name }) => name));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return names;
};

const pids = (dataDir: string) => Promise.all([pidOf(dataDir, 'control'), pidOf(dataDir, 'gateway')]);

describe.skipIf(whyNot !== undefined)(`a disk that is full in mid-run${whyNot ? ` (${whyNot})` : ''}`, () => {
  it('loses nothing acknowledged, allows nothing unrecorded, says what is wrong, and recovers', async () => {
    const scene = await setScene();
    const { dataDir, at, browser, client, port } = scene;
    const socket = await browser.webSocket(at('wiki', '/live'));
    const before = await pids(dataDir);

    // Tables cannot grow. Who is in stays in; what cannot be recorded is not allowed.
    await disk.fill();
    const { kept, words } = await writeUntilRefused(client);
    expect(words).toBe('There is no room left to write.');
    await eventually('the checks say so', async () => {
      const { checks } = await client.call(api.installation.status);
      return checks.some(({ name, state }) => name === 'room-on-disk' && state === 'failing')
        ? true
        : undefined;
    });
    const opened: string[] = [];
    const refused: string[] = [];
    for (const name of others) {
      const page = await browser.open(at(name, `/opened-${name}`));
      if (page.status === 200) opened.push(name);
      else refused.push(`${page.status} ${/There is no room left to write down/.exec(page.text)?.[0]}`);
    }
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused)).toEqual(new Set(['503 There is no room left to write down']));
    const reached = application.seen.filter((line) => line.includes('/opened-'));
    expect(reached).toEqual(opened.map((name) => `GET /opened-${name}`));
    expect((await browser.fetch(at('wiki', '/page'))).status).toBe(200);
    // More access records than fit into what their file has left.
    for (let times = 0; times < 40; times += 1) await browser.fetch(at('wiki', '/page'));
    socket.send('still here');
    await eventually('the echo', async () =>
      socket.messages.includes('echo still here') ? true : undefined,
    );
    const stranger = browserFor(join(dataDir, 'gateway/1'));
    const form = await stranger.open(at('wiki', '/page'));
    const about = { login: 'ada@example.org', password: 'seven slow herons over the lake' };
    const answer = await stranger.submit(form, '/password', about);
    expect([answer.status, answer.text]).toEqual([507, expect.stringContaining('no room left to write')]);

    // PostgreSQL gives up: nothing is known for certain any more, and at the end of the grace all is cut.
    await disk.fill();
    await useUpWriteAheadLog(dataDir);
    expect((await socket.closed).code).toBe(1008);
    const stale = await browser.open(at('wiki', '/page'));
    expect([stale.status, stale.text]).toEqual([503, expect.stringContaining('Try again in a moment.')]);
    await expect(client.call(api.groups.list, { query: {} })).rejects.toThrow(
      'The database does not answer.',
    );
    expect(await pids(dataDir)).toEqual(before);

    // Room again: all by itself, by the very processes that lived through it.
    await disk.makeRoom();
    await eventually('the application opens again', async () =>
      (await browser.fetch(at('wiki', '/page'))).status === 200 ? true : undefined,
    );
    expect(await pids(dataDir)).toEqual(before);
    expect(await namesOf(client)).toEqual(expect.arrayContaining(kept));
    expect(await client.call(api.audit.verify, { body: {} })).toMatchObject({ intact: true });
    await client.call(api.groups.create, { body: { name: 'afterwards' } });
    const decisions = await client.call(api.decisions.list, { query: { limit: 200 } });
    const recorded = JSON.stringify(decisions.items.filter(({ outcome }) => outcome === 'allow'));
    const apps = await client.call(api.apps.list, { query: { limit: 200 } });
    for (const name of opened)
      expect(recorded).toContain(apps.items.find((app) => app.name === name)?.id ?? 'no such app');
    // Neither the log nor the access records are torn: each line is one.
    await eventually('the log tells what it lost', async () =>
      /lines of this log could not be written/.test(await readFile(scene.logFile, 'utf8')) ? true : undefined,
    );
    const records = await readFile(join(dataDir, 'gateway/1/access/access.ndjson'), 'utf8');
    expect(() =>
      records
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).not.toThrow();

    // A start on a disk that is still full says so, and leaves all as it was.
    await disk.fill();
    await useUpWriteAheadLog(dataDir);
    await eventually('PostgreSQL gave up', async () =>
      (await pidOf(dataDir, 'postgres')) === undefined ? true : undefined,
    );
    scene.serve.signal('SIGTERM');
    expect((await scene.serve.ended).code).toBe(0);
    const failed = run(serveFlags({ dataDir, port }));
    expect((await failed.ended).code).toBe(8);
    expect(failed.errors()).toMatch(/no room left to write\.\n +Only \d+ MiB are free at .*\n +Make room/);
    await disk.makeRoom();
    const again = run(serveFlags({ dataDir, port }));
    await again.said('is running.');
    expect(await namesOf(localClient(dataDir))).toEqual(expect.arrayContaining([...kept, 'afterwards']));
    again.signal('SIGTERM');
    expect((await again.ended).code).toBe(0);
  });
});
