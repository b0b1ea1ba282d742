import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '#base/clock.ts';
import type { GatewayConfig } from '#contracts/protocol/app-config.ts';
import { protocolVersion } from '#contracts/protocol/version.ts';
import { createTestAuthority, type TestAuthority } from '#testing/certificates.ts';
import {
  type ControlLink,
  type ControlLinkHandler,
  createControlLink,
  createLinkAcceptor,
  type GatewayMessage,
  type GatewayStream,
  type LinkAcceptor,
  type LinkCredentials,
  type LinkReport,
  type VerifyPeer,
} from './index.ts';

const config: GatewayConfig = {
  domain: 'd.test',
  publicPort: 8443,
  signInHost: 'signin.d.test',
  apps: [],
  certificates: [],
  rollingKeys: [],
  claimed: true,
  ownAuthority: true,
  forbiddenUpstreams: [],
};

let authority: TestAuthority;
let stranger: TestAuthority;
let control: LinkCredentials;
let gateway: LinkCredentials;
const folder = mkdtempSync(join(tmpdir(), 'link-'));
const ending: (() => void)[] = [];

beforeAll(() => {
  authority = createTestAuthority();
  stranger = createTestAuthority();
  control = authority.issue('control', 'one');
  gateway = authority.issue('gateway', 'gwy_one');
  return () => rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  for (const end of ending.splice(0)) end();
});

interface Replica {
  readonly path: string;
  readonly streams: GatewayStream[];
  readonly heard: GatewayMessage[];
  readonly ends: string[];
  readonly refusals: string[];
  readonly acceptor: LinkAcceptor;
}

let counter = 0;

/** A control process reduced to its stream: greets, answers pings, notes the rest. */
async function replica(
  options: { credentials?: LinkCredentials; silent?: boolean; verifyPeer?: VerifyPeer } = {},
): Promise<Replica> {
  const path = join(folder, `s${counter++}`);
  const { certificate, privateKey } = options.credentials ?? control;
  const noted = {
    streams: [] as GatewayStream[],
    heard: [] as GatewayMessage[],
    ends: [] as string[],
    refusals: [] as string[],
  };
  const acceptor = createLinkAcceptor({
    clock: systemClock,
    verifyPeer: options.verifyPeer ?? authority.verifyPeer,
    kinds: ['gateway'],
    onRefused: ({ detail }) => noted.refusals.push(detail),
    onStream(stream) {
      noted.streams.push(stream);
      const { version } = stream;
      if (options.silent !== true) {
        stream.send({ kind: 'welcome', version, gateway: stream.peer.id, epoch: 'e', applied: 7, config });
      }
      return {
        message(message) {
          noted.heard.push(message);
          if (message.kind === 'ping') stream.send({ kind: 'pong', n: message.n, applied: 7, dbAge: 3 });
        },
        closed: (end) => noted.ends.push(end.code),
      };
    },
  });
  const server: Server = createServer({
    cert: certificate,
    key: privateKey,
    ca: [authority.certificate],
    requestCert: true,
    rejectUnauthorized: false,
  });
  server.on('upgrade', (request, socket, head) => acceptor.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  ending.push(() => {
    acceptor.close();
    server.close();
    server.closeAllConnections();
  });
  return { path, acceptor, ...noted };
}

interface Heard {
  readonly link: ControlLink;
  readonly events: string[];
  readonly reports: LinkReport[];
}

function dialler(paths: readonly string[], options: { credentials?: LinkCredentials } = {}): Heard {
  const events: string[] = [];
  const reports: LinkReport[] = [];
  const link = createControlLink({
    clock: systemClock,
    addresses: paths.map((path) => ({ kind: 'unix', path })),
    credentials: () => options.credentials ?? gateway,
    verifyPeer: authority.verifyPeer,
    software: 'test',
    random: () => 0,
    report: (report) => reports.push(report),
  });
  const handler: ControlLinkHandler = {
    opened: (welcome) => events.push(`opened ${welcome.applied}`),
    message: (message) => events.push(message.kind),
    fresh: ({ applied, dbAge }) => events.push(`fresh ${applied} ${dbAge}`),
    lost: (end) => events.push(`lost ${end.code}`),
  };
  link.start(handler);
  ending.push(() => link.stop());
  return { link, events, reports };
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 5) {
    if (waited > 10_000) throw new Error('waited for nothing');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

it('greets, names the peer by its certificate, and answers pings in order', async () => {
  const there = await replica();
  const here = dialler([there.path]);
  await until(() => here.events.length >= 2);
  expect(here.events.slice(0, 2)).toEqual(['opened 7', 'fresh 7 3']);
  expect(there.streams[0]?.peer).toEqual({ kind: 'gateway', id: 'gwy_one' });
  there.streams[0]?.send({ kind: 'change', id: 8, change: 'revoke', subjects: ['ses_1'], cause: 'x' });
  there.streams[0]?.send({ kind: 'signed-out', id: 1 });
  await until(() => here.events.length >= 4);
  expect(here.events.filter((event) => !event.startsWith('fresh'))).toEqual([
    'opened 7',
    'change',
    'signed-out',
  ]);
});

it('goes to the next replica when the one it has is lost', async () => {
  const first = await replica();
  const second = await replica();
  const here = dialler([first.path, second.path]);
  await until(() => here.events.length >= 2);
  expect(here.link.send({ kind: 'activity', tokens: [] })).toBe(true);
  first.acceptor.close();
  await until(
    () => second.streams.length === 1 && here.events.filter((e) => e.startsWith('opened')).length === 2,
  );
  expect(here.events).toContain('lost going-away');
});

it('keeps nothing for a stream that does not stand', async () => {
  const here = dialler([join(folder, 'nobody')]);
  await until(() => here.reports.length > 0);
  expect(here.link.send({ kind: 'ping', n: 1 })).toBe(false);
  expect(here.events).toEqual([]);
});

it('says nothing to an end that the authority did not sign, or that is no control', async () => {
  const foreign = await replica({ credentials: stranger.issue('control', 'x') });
  const impostor = await replica({ credentials: authority.issue('gateway', 'x') });
  const here = dialler([foreign.path, impostor.path]);
  await until(() => here.reports.length >= 4);
  expect(here.reports.every((report) => report.kind === 'failed')).toBe(true);
  expect(foreign.streams.length + impostor.streams.length).toBe(0);
});

it('takes no stream from a stranger, a wrong kind, or somebody without a certificate', async () => {
  const there = await replica();
  dialler([there.path], {
    credentials: { ...stranger.issue('gateway', 'x'), authorities: [authority.certificate] },
  });
  dialler([there.path], { credentials: authority.issue('connector', 'x') });
  const bare = connectTls({
    path: there.path,
    ca: [authority.certificate],
    checkServerIdentity: () => undefined,
  });
  const naked = new WebSocket('ws://control/link', { createConnection: () => bare } as object);
  naked.on('error', () => {});
  await until(() => there.refusals.length >= 3);
  expect(there.refusals.join()).toContain('not signed by the authority');
  expect(there.refusals.join()).toContain('a connector may not open a stream');
  expect(there.refusals.join()).toContain('no client certificate');
  expect(there.streams).toEqual([]);
});

/** A gateway with a right certificate that says what the test wants. */
async function raw(there: Replica): Promise<{ socket: WebSocket; closed: Promise<number> }> {
  const tls = connectTls({
    path: there.path,
    ca: [authority.certificate],
    cert: gateway.certificate,
    key: gateway.privateKey,
    checkServerIdentity: () => undefined,
  });
  const socket = new WebSocket('ws://control/link', { createConnection: () => tls } as object);
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)));
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('open', resolve));
  ending.push(() => socket.terminate());
  return { socket, closed };
}

const hello = JSON.stringify({ kind: 'hello', version: 1, software: 'raw' });

it.each([
  ['no JSON', [hello, '{'], 'link-malformed'],
  ['no message', [hello, '{"kind":"what"}'], 'link-malformed'],
  ['a field out of form', [hello, '{"kind":"ping","n":"1"}'], 'link-malformed'],
  ['a binary message', [hello, Buffer.from('{}')], 'link-malformed'],
  ['no hello at first', ['{"kind":"ping","n":1}'], 'link-malformed'],
  ['a second hello', [hello, hello], 'link-malformed'],
  [
    'a first message too large',
    [JSON.stringify({ kind: 'hello', version: 1, software: 'x'.repeat(5_000) })],
    'too-large',
  ],
  ['a message too large', [hello, 'x'.repeat(5 * 1024 * 1024)], 'too-large'],
  ['a version of old', ['{"kind":"hello","version":0,"software":"raw"}'], 'link-version'],
])('closes with a name on %s', async (_, messages, code) => {
  const there = await replica();
  const { socket, closed } = await raw(there);
  for (const message of messages) socket.send(message);
  await closed;
  expect([...there.ends, ...there.refusals].join()).toMatch(new RegExp(`^${code}`));
  await until(() => there.acceptor.size() === 0);
});

it('speaks the older version of the two', async () => {
  const there = await replica();
  const { socket } = await raw(there);
  socket.send(JSON.stringify({ kind: 'hello', version: 99, software: 'newer' }));
  await until(() => there.streams.length === 1);
  expect(there.streams[0]?.version).toBe(protocolVersion);
});

it.each([
  ['speaks before its welcome', { kind: 'signed-out', id: 1 } as const, 'link-malformed'],
  [
    'answers a ping that was never sent',
    { kind: 'pong', n: 99, applied: 1, dbAge: 0 } as const,
    'link-malformed',
  ],
])('leaves a control that %s', async (name, message, code) => {
  const early = name.includes('before');
  const there = await replica({ silent: early });
  const here = dialler([there.path]);
  await until(() => there.streams.length > 0 && (early || here.events.length >= 1));
  there.streams[0]?.send(message);
  const ended = (): LinkReport | undefined => here.reports.find((report) => report.kind === 'ended');
  await until(() => ended() !== undefined);
  expect(ended()).toMatchObject({ end: { code, byPeer: false } });
});

it('lets go of a peer that does not read', async () => {
  const there = await replica();
  const { socket } = await raw(there);
  socket.send(hello);
  await until(() => there.streams.length === 1);
  socket.pause();
  const [stream] = there.streams;
  const large = { ...config, domain: 'x'.repeat(8 * 1024 * 1024) };
  let sent = 0;
  while (sent < 40 && stream?.send({ kind: 'config', config: large }) === true) sent += 1;
  expect(sent).toBeLessThan(20);
  expect(there.ends).toEqual(['overloaded']);
  await stream?.drained();
});

it('knows when the other end has read all that was sent before, and does not wait for one that is gone', async () => {
  const there = await replica();
  const here = dialler([there.path]);
  await until(() => here.events.length >= 2);
  const [stream] = there.streams;
  const large = { ...config, domain: 'x'.repeat(1024 * 1024) };
  for (let n = 0; n < 8; n += 1) stream?.send({ kind: 'config', config: large });
  expect(await stream?.reached()).toBe(true);
  expect(here.events.filter((event) => event === 'config')).toHaveLength(8);
  const { socket } = await raw(there);
  socket.send(hello);
  await until(() => there.streams.length === 2);
  socket.pause();
  const waiting = there.streams[1]?.reached();
  there.acceptor.close();
  expect(await waiting).toBe(false);
  expect(await stream?.reached()).toBe(false);
});

it('ends the streams of those who do not count any more when authorities have changed, and no other', async () => {
  const trusted = { all: true };
  const there = await replica({
    verifyPeer: (presented) =>
      trusted.all
        ? authority.verifyPeer(presented)
        : { ok: false, error: 'it was not issued by our authority' },
  });
  const here = dialler([there.path]);
  await until(() => here.events.length >= 2);
  await there.acceptor.reverify();
  expect(here.link.send({ kind: 'activity', tokens: [] })).toBe(true);
  trusted.all = false;
  await there.acceptor.reverify();
  await until(() => here.events.includes('lost not-permitted'));
  await until(() => there.refusals.length > 0);
  expect(there.streams).toHaveLength(1);
});
