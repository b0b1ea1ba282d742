import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestAuthority } from '#testing/certificates.ts';
import { createHandClock } from '#testing/clock.ts';
import { createBodyRoom } from './body/body-room.ts';
import { ClientConnection, pause } from './client-connection.ts';
import { createFairTurns } from './fair-turns.ts';
import { createDeadlines } from './deadlines.ts';
import { defaultLimits } from '../listeners/listener-limits.ts';

// `ClientConnection` takes what Node reads where Node hands it to the stream (`push`). These tests stand on Node's own
// TLS: they fail when a new version of it hands bytes over in another way, or keeps them differently while nobody reads.

const authority = createTestAuthority();
const request = (path: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 6000000\r\n\r\n`;

/** A connection over real TLS, whose requests' bodies are collected. */
async function connected() {
  const pair = authority.issueHosts('a');
  const server = createServer({ cert: pair.certificate, key: pair.privateKey });
  const [raws, heads, bodies]: [Socket[], string[], Buffer[]] = [[], [], []];
  server.on('connection', (raw) => raws.push(raw));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host: '127.0.0.1', servername: 'a', ca: authority.certificate });
  client.on('error', () => {});
  const [tls] = (await once(server, 'secureConnection')) as [TLSSocket];
  const deadlines = createDeadlines(createHandClock(), 100);
  const [raw] = raws;
  if (raw === undefined) throw new Error('there is no connection');
  const connection = new ClientConnection({ tls, raw }, '127.0.0.1', {
    limits: defaultLimits,
    deadlines,
    strangers: createFairTurns({ perTurn: 24 }),
    bodyRoom: createBodyRoom({ total: 1_000, perParty: 1_000 }),
    wantsWholeBodies: () => false,
    knows: () => true,
    begin(head) {
      heads.push(head.target);
      const received = (bytes: Buffer): number => bodies.push(Buffer.from(bytes)) * 0 + bytes.length;
      return { wantsBytes: true, received, drained() {}, left() {}, checkTime() {} };
    },
    refused() {},
    unheard() {},
    known() {},
    gone() {},
  });
  onTestFinished(() => {
    deadlines.stop();
    client.destroy();
    server.close();
  });
  return { tls, client, connection, heads, body: () => Buffer.concat(bodies) };
}

const turns = async (): Promise<void> => {
  for (let i = 0; i < 50; i++) await new Promise<void>((resolve) => void setImmediate(resolve));
};

describe('what Node reads', () => {
  it('comes to us without a detour, whole and in order', async () => {
    const { tls, client, heads, body } = await connected();
    let detours = 0;
    tls.on('data', () => detours++);
    client.write(request('/'));
    for (const part of ['one ', 'two ', 'three']) client.write(part);
    await expect.poll(() => body().toString()).toBe('one two three');
    expect([heads, detours]).toEqual([['/'], 0]);
  });

  it('stays with Node, within its bound, while we do not read, and comes afterwards in order', async () => {
    const { tls, client, connection, body } = await connected();
    client.write(request('/'));
    client.write('00000000');
    await expect.poll(() => body().length).toBe(8);
    connection.pause(pause.hold, 'on');
    const rest = Buffer.from(Array.from({ length: 600_000 }, (_, i) => String(i).padStart(8, '0')).join(''));
    client.write(rest);
    await expect.poll(() => tls.readableLength).toBeGreaterThan(0);
    await turns();
    // The stream's own bound, and one read above it.
    expect(tls.readableLength).toBeLessThanOrEqual(tls.readableHighWaterMark + 64 * 1024);
    expect([body().length, client.writableLength > 0]).toEqual([8, true]);
    connection.pause(pause.hold, 'off');
    await expect.poll(() => body().length, { timeout: 10_000 }).toBe(8 + rest.length);
    expect(body().subarray(8).equals(rest)).toBe(true);
  });

  it('is for nobody once the connection was cut', async () => {
    const { tls, connection, heads } = await connected();
    // A turn later: in the middle of a handshake's end Node does not bear it, nor does anybody ask for it there.
    await turns();
    connection.reset();
    tls.push(Buffer.from(request('/late')));
    await turns();
    expect(heads).toEqual([]);
  });
});
