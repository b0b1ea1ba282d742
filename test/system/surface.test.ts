import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceFiles } from '../support/source-files.ts';
import { environmentOf, filesOf, holds, listenersOf } from './support/open-sockets.ts';
import { endAll, familyOf, freePort, pidOf, type PartName, run, temporaryFolder } from './support/program.ts';
import { type At, addresses, browserFor, claim, setupLinkIn } from './support/story.ts';

// All that `serve` opens, and all that it answers to people who are not signed in. What is listed here stands in
// docs/threat-model.md too ("What is open"); whoever adds to it says there why.

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let at: At;
let port: number;
let metrics: { readonly control: number; readonly gateway: number };
let serve: ReturnType<typeof run>;
let link: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  port = await freePort();
  metrics = { control: await freePort(), gateway: await freePort() };
  at = addresses(port);
  const places = (['control', 'gateway'] as const).flatMap((part) => [
    `--metrics-${part}`,
    `127.0.0.1:${metrics[part]}`,
  ]);
  serve = run(['serve', '--data-dir', folder.path, '--port', `${port}`, ...places]);
  link = setupLinkIn(await serve.said('is running.'));
});
afterAll(async () => {
  await endAll();
  await folder?.[Symbol.asyncDispose]();
});

async function pidsOf(part: PartName): Promise<readonly number[]> {
  const pid = await pidOf(folder.path, part);
  if (pid === undefined) throw new Error(`there is no ${part}`);
  return familyOf(pid);
}

async function waitingAt(pids: readonly number[]): Promise<readonly string[]> {
  const places = (await Promise.all(pids.map(listenersOf))).flat();
  return [...new Set(places)].map((place) =>
    place.replace(folder.path, 'DATA').replace(/claim-[0-9a-f]+/, 'claim'),
  );
}

describe('what waits for connections', () => {
  it('is the public port, metrics on loopback, and sockets in the data directory', async () => {
    const open = await waitingAt(await pidsOf('gateway'));
    // Without IPv6 there is one place less.
    const ipv6 = [`tcp [::1]:${port}`].filter((place) => open.includes(place));
    expect(open.toSorted()).toEqual(
      [`tcp 127.0.0.1:${metrics.gateway}`, `tcp 127.0.0.1:${port}`, ...ipv6].toSorted(),
    );
    expect(await waitingAt(await pidsOf('control'))).toEqual([
      `tcp 127.0.0.1:${metrics.control}`,
      'unix DATA/control/local.sock',
      'unix DATA/link/control.sock',
    ]);
    expect(await waitingAt(await pidsOf('postgres'))).toEqual(['unix DATA/run/.s.PGSQL.5432']);
    expect(await waitingAt([serve.pid])).toEqual(['unix DATA/claim.sock']);
  });
});

describe('the process that faces the network', () => {
  it('is handed no secret by its environment or its command line, and has no file open but its records', async () => {
    const kept = 'PATH HOME LANG TZ NODE_OPTIONS NODE_EXTRA_CA_CERTS SSL_CERT_FILE MALLOC_MMAP_THRESHOLD_';
    const channel = 'NODE_CHANNEL_FD NODE_CHANNEL_SERIALIZATION_MODE';
    for (const pid of await pidsOf('gateway')) {
      const names = [...(await environmentOf(pid)).keys()];
      expect(names.filter((name) => !`${kept} ${channel}`.split(' ').includes(name))).toEqual([]);
      const words = (await readFile(`/proc/${pid}/cmdline`, 'latin1')).split('\0');
      expect(words.filter((word) => word.includes(folder.path))).toEqual([]);
      const files = await filesOf(pid);
      expect(files.filter((file) => !file.startsWith(join(folder.path, 'gateway/1/access/')))).toEqual([]);
    }
  });

  // Memory of a process that became another user is for root to read.
  it.skipIf(process.getuid?.() !== 0)(
    'has neither root key nor database password in its memory',
    async () => {
      const linesOf = async (name: string): Promise<readonly string[]> =>
        (await readFile(join(folder.path, name), 'utf8')).trim().split('\n');
      const [rootKeys, passwords] = [await linesOf('root.key'), await linesOf('postgres.passwords')];
      const texts = [...rootKeys, ...passwords].map((secret) => Buffer.from(secret, 'latin1'));
      const secrets = [...texts, ...rootKeys.map((key) => Buffer.from(key, 'base64'))];
      expect(secrets.every((secret) => secret.length >= 20)).toBe(true);
      // Where they are known they are found: the search itself works.
      const [control = 0] = await pidsOf('control');
      expect(await holds(control, secrets)).toBe(true);
      for (const pid of await pidsOf('gateway'))
        expect([pid, await holds(pid, secrets)]).toEqual([pid, false]);
    },
  );
});

const agent = new Agent({ keepAlive: true, maxSockets: 8, rejectUnauthorized: false });

interface Answered {
  readonly status: number;
  readonly to: string;
  readonly text: string;
}

function ask(host: string, method: string, path: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const url = new URL(at(host));
    const headers = { host: url.host, ...(method === 'POST' && { 'content-length': '0' }) };
    const place = { agent, host: '127.0.0.1', port, servername: url.hostname };
    const asked = request({ ...place, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, to: response.headers.location ?? '', text });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Every path that stands in our code, and some that scanners ask for. */
const paths = (() => {
  const places = [
    'src/control/pages',
    'src/control/http',
    'src/control/console',
    'src/contracts',
    'src/gateway',
  ];
  const texts = sourceFiles(...places, 'src/control/listener').filter(
    ({ path }) => !path.endsWith('.test.ts'),
  );
  const found = texts
    .flatMap(({ text }) => [...text.matchAll(/['"`](\/[\w./:{}-]*)['"`]/g)].map(([, path = '']) => path))
    .map((path) => path.replace(/[{:]\w+\}?/g, 'x'));
  const usual = '/metrics /healthz /readyz /debug /.env /robots.txt /favicon.ico /server-status /.git/config';
  const api = '/api/v1/openapi.json /api/v1/people /api/v1/backup /api/v1/me';
  const all = new Set([...found, ...`${usual} ${api}`.split(' ')]);
  return [...all].filter((path) => !path.includes('//')).toSorted();
})();

/** What answers a stranger otherwise than with a refusal or the way to sign in. */
async function answering(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const host of ['console', 'portal', 'signin', 'api', 'elsewhere'])
    for (const method of ['GET', 'POST'])
      for (const path of paths) {
        const { status, to, text } = await ask(host, method, path);
        const refused = [401, 404, 405, 421].includes(status) || text.includes('"unclaimed"');
        // Forms of ours are taken with their proof alone.
        const unproven = method === 'POST' && status === 403;
        if (refused || unproven || to.startsWith(at('signin', '/start'))) continue;
        found.push(`${status} ${method} ${host}${path}`);
      }
  return found;
}

/** The gateway's own two places on a host that it serves: the way back from a sign-in, and out. */
const ours = (host: string): readonly string[] => [
  `400 GET ${host}/.sallyport/callback`,
  `403 GET ${host}/.sallyport/sign-out`,
];

describe('what answers without a sign-in', () => {
  it('is the setup and nothing else before there is an owner, and then our pages for signing in', async () => {
    expect(paths.length).toBeGreaterThan(80);
    const setup = ['/setup', '/setup/assets', '/setup/certificate', '/setup/domain'];
    const ended = setup.map((path) => `410 GET console${path}`);
    const before = await answering();
    expect(before.filter((line) => !ended.includes(line))).toEqual(ours('console'));
    await claim(browserFor(join(folder.path, 'gateway/1')), link, at);
    expect((await answering()).toSorted()).toEqual(
      [
        ...['console', 'portal', 'signin', 'api'].flatMap(ours),
        // That there is an owner already.
        ...ended,
        // Signing in; whoever has not begun is told so, or sent to the beginning.
        '303 GET signin/',
        '200 GET signin/start',
        '200 GET signin/factor',
        '410 GET signin/second-factor',
        '415 POST signin/enter',
        // What people keep there: a page that asks them to sign in.
        '200 GET signin/identities',
        '303 GET signin/methods',
        '303 GET signin/new-password',
        '303 GET signin/not-me',
        // A provider that ends a session says so here, with a token that it signed.
        '400 POST signin/provider/x/logout',
      ].toSorted(),
    );
  }, 60_000);
});
