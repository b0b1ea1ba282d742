import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { endAll, eventually, freePort, run, serveFlags, temporaryFolder } from './support/program.ts';
import { type At, addresses, browserFor, claim, setupLinkIn } from './support/story.ts';

// A program with a key, as somebody would set it up by the command line, and use it with curl and a WebSocket.
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let at: At;
let app: { readonly url: string; readonly heads: IncomingHttpHeaders[]; close(): void };

beforeAll(async () => {
  app = await startApp();
  folder = await temporaryFolder();
  const port = await freePort();
  at = addresses(port);
  const serve = run(serveFlags({ dataDir: folder.path, port }));
  const said = await serve.said('is running.');
  await claim(browserFor(join(folder.path, 'gateway/1')), setupLinkIn(said), at);
  for (const name of ['wiki', 'ledger']) await sallyport('apps', 'create', name, '--upstream', app.url);
});
afterAll(async () => {
  await endAll();
  app?.close();
  await folder?.[Symbol.asyncDispose]();
});

async function startApp() {
  const heads: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    heads.push(request.headers);
    response.end('in');
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => {
    heads.push(request.headers);
    const timer = setInterval(() => socket.send('tick'), 100);
    socket.on('close', () => clearInterval(timer));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    heads,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** As much of what the command line says as is looked at here. */
interface Said {
  readonly id: string;
  readonly key: string;
  readonly outcome?: string;
  readonly intact?: boolean;
  readonly items: readonly { readonly person: { readonly name: string }; readonly reason: string }[];
  readonly keys: readonly { readonly state: string }[];
}

/** Runs the command line; gives what it said as data. */
async function sallyport(...words: string[]): Promise<Said> {
  const typed = run([...words, '--json', '--data-dir', folder.path]);
  const { code } = await typed.ended;
  expect([code, typed.errors()]).toEqual([0, '']);
  return JSON.parse(typed.output());
}

const keys: string[] = [];
async function addKey(...words: string[]): Promise<Said> {
  const made = await sallyport('service-accounts', 'keys', 'add', 'deploy-bot', ...words);
  keys.push(made.key);
  return made;
}

const curl = promisify(execFile);
async function ask(url: string, ...fields: string[]) {
  const words = ['-sk', '--max-time', '20', '-w', '\n%{http_code} %{content_type}', url];
  const { stdout } = await curl('curl', [...words, ...fields.flatMap((field) => ['-H', field])]);
  const [, body = '', status = '', type = ''] = /^([^]*)\n(\d+) (.*)$/.exec(stdout) ?? [];
  return { body, status: Number(status), type };
}
const withKey = (key: string, url = at('wiki')) => ask(url, `Proxy-Authorization: Bearer ${key}`);
const codeOf = async (asked: Promise<{ body: string; status: number; type: string }>) => {
  const { body, status, type } = await asked;
  return [status, type, JSON.parse(body).code];
};

function live(key: string) {
  const { host, hostname, port } = new URL(at('wiki'));
  // Names below `.localhost` are known to browsers and curl, not to every resolver.
  const options = {
    headers: { Host: host, 'Sallyport-Authorization': `Bearer ${key}` },
    servername: hostname,
    rejectUnauthorized: false,
  };
  const socket = new WebSocket(`wss://127.0.0.1:${port}/live`, options);
  const state = { ticks: 0, lastAt: 0, fault: '' };
  socket.on('message', () => {
    state.ticks += 1;
    state.lastAt = Date.now();
  });
  const closed = new Promise<{ readonly code: number; readonly at: number }>((resolve) => {
    socket.on('close', (code) => resolve({ code, at: Date.now() }));
    socket.on('error', (error) => void (state.fault = error.message));
  });
  const ticking = () =>
    eventually('it ticks', async () => {
      expect(state.fault).toBe('');
      return state.ticks > 1 ? true : undefined;
    });
  return { socket, state, closed, ticking };
}

it('opens an application for a program, and nothing else', async () => {
  const account = await sallyport('service-accounts', 'add', 'deploy-bot', '--app', 'wiki');
  const { key } = await addKey('the build server');
  expect(await codeOf(withKey(key))).toEqual([403, 'application/problem+json', 'no-policy-allows']);
  const text = `permit (principal == ServiceAccount::"${account.id}", action == Action::"open", resource);`;
  await sallyport('policies', 'create', 'deploy-bot-opens', '--text', text);
  const opened = await eventually('the policy is in force', async () => {
    const answer = await ask(at('wiki'), `Proxy-Authorization: Bearer ${key}`, 'Authorization: Basic YXBw');
    return answer.status === 200 ? answer : undefined;
  });
  expect(opened.body).toBe('in');
  const head = app.heads.at(-1);
  expect(head).toMatchObject({ authorization: 'Basic YXBw' });
  expect(JSON.stringify(head)).not.toContain('slk_');
  const claims = JSON.parse(
    Buffer.from(String(head?.['sallyport-assertion']).split('.')[1] ?? '', 'base64url').toString(),
  );
  expect(claims).toMatchObject({ kind: 'service', name: 'deploy-bot', amr: ['key'] });
  // Under the name that this app knows it by, not under ours.
  expect(claims.sub).not.toContain('sva_');

  const refused = 'application/problem+json';
  expect(await codeOf(withKey(key, at('ledger')))).toEqual([403, refused, 'outside-key-scope']);
  for (const host of ['console', 'portal', 'api', 'signin'])
    expect(await codeOf(withKey(key, at(host)))).toEqual([403, refused, 'key-not-taken']);
  expect(await codeOf(ask(at('api', '/api/v1/apps'), `Authorization: Bearer ${key}`))).toEqual([
    401,
    refused,
    'not-signed-in',
  ]);
  expect(await codeOf(withKey(`slk_${'A'.repeat(43)}`))).toEqual([401, refused, 'key-unknown']);
});

it('changes keys without a gap while requests run', async () => {
  const old = await addKey('old');
  let key = old.key;
  let running = true;
  const statuses = new Map<number, number>();
  const asking = (async () => {
    while (running) {
      const { status } = await withKey(key);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  })();
  const [first, second] = [live(old.key), live(old.key)];
  await Promise.all([first.ticking(), second.ticking()]);
  const next = await addKey('new');
  const kept = live(next.key);
  await kept.ticking();
  key = next.key;
  const end = Date.now() + 6_000;
  const moment = new Date(end).toISOString();
  await sallyport('service-accounts', 'keys', 'end', 'deploy-bot', old.id, '--at', moment);
  for (const { closed, state } of [first, second]) {
    const { code } = await closed;
    expect(code).toBe(1008);
    // In its time, and not a byte later; a tick each 100 ms says how near it came.
    expect(state.lastAt).toBeLessThan(end + 1_000);
    expect(state.lastAt).toBeGreaterThan(end - 2_000);
  }
  expect(await codeOf(withKey(old.key))).toEqual([401, 'application/problem+json', 'key-expired']);
  running = false;
  await asking;
  expect([...statuses.keys()]).toEqual([200]);
  expect(statuses.get(200)).toBeGreaterThan(20);
  expect(kept.socket.readyState).toBe(WebSocket.OPEN);
  kept.socket.close();
});

it('cuts what lives when the key is revoked, the app taken away, or the account disabled', async () => {
  const cutBy = async (...words: string[]) => {
    const { key, id } = await addKey('to be cut');
    const connection = live(key);
    await connection.ticking();
    await sallyport(...words.map((word) => (word === 'KEY' ? id : word)));
    const { code } = await connection.closed;
    const { ticks } = connection.state;
    return { code, key, ticks };
  };
  const account = ['service-accounts'];
  const revoked = await cutBy(...account, 'keys', 'revoke', 'deploy-bot', 'KEY');
  expect(revoked.code).toBe(1008);
  expect(await codeOf(withKey(revoked.key))).toEqual([401, 'application/problem+json', 'key-revoked']);
  const moved = await cutBy(...account, 'change', 'deploy-bot', '--app', 'ledger');
  expect(moved.code).toBe(1008);
  expect((await withKey(moved.key, at('ledger'))).status).toBe(200);
  await sallyport(...account, 'change', 'deploy-bot', '--app', 'wiki');
  const disabled = await cutBy(...account, 'disable', 'deploy-bot');
  expect(disabled.code).toBe(1008);
  expect(await codeOf(withKey(disabled.key))).toEqual([403, 'application/problem+json', 'account-disabled']);
  await sallyport(...account, 'enable', 'deploy-bot');
  await eventually('it opens again', async () =>
    (await withKey(disabled.key)).status === 200 ? true : undefined,
  );
});

it('is named in the lists and on record, and its keys stand nowhere', async () => {
  const { items } = await sallyport('decisions', 'list', '--person', 'deploy-bot', '--limit', '50');
  expect(items.map(({ person }) => person.name)).toContain('deploy-bot');
  expect(items.map(({ reason }) => reason)).toEqual(
    expect.arrayContaining(['allowed-by-policy', 'outside-key-scope', 'no-policy-allows']),
  );
  const why = await sallyport('why', 'deploy-bot', 'wiki');
  expect(why).toMatchObject({ outcome: 'allow' });
  const shown = await sallyport('service-accounts', 'show', 'deploy-bot');
  const states = new Set(shown.keys.map(({ state }) => state));
  expect(states).toEqual(new Set(['live', 'expired', 'revoked']));
  expect((await sallyport('audit', 'verify')).intact).toBe(true);
  // Everything that was written: the database, its log ahead, our logs and records.
  await endAll();
  const files = await readdir(folder.path, { recursive: true, withFileTypes: true });
  let bytes = 0;
  for (const file of files.filter((one) => one.isFile())) {
    const content = await readFile(join(file.parentPath, file.name), 'latin1').catch(() => '');
    bytes += content.length;
    for (const key of keys) expect([file.name, content.includes(key.slice(4))]).toEqual([file.name, false]);
  }
  expect(bytes).toBeGreaterThan(10_000_000);
  expect(keys.length).toBeGreaterThan(5);
});
