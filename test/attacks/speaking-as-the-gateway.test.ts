import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createControlListener } from '#control/index.ts';
import { silentLog } from '#observe/index.ts';
import { createTestAuthority } from '#testing/certificates.ts';
import { startTestGateway, testApp, testDomain, type TestGateway } from '#testing/gateway.ts';

// The gateway proves to control who it is, on the connections too over which it passes strangers' requests on. Were
// one of them taken for the gateway's own, a stranger would get a certificate in its name, or its control stream with
// the keys of every host.

const authority = createTestAuthority();
const host = `signin.${testDomain}`;
const request = '-----BEGIN CERTIFICATE REQUEST-----\n';
let gateway: TestGateway;
let admitted: unknown[];
let upgraded: number;

beforeEach(async () => {
  [admitted, upgraded] = [[], 0];
  const control = createControlListener({
    credentials: authority.issue('control', 'ctl_1'),
    authorities: [authority.certificate],
    verifyPeer: authority.verifyPeer,
    isEnabled: () => Promise.resolve(true),
    link: {
      upgrade(_request, socket) {
        upgraded++;
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      },
      size: () => 0,
      reverify: () => Promise.resolve(),
      close() {},
    },
    desk: {
      makeToken: () => Promise.reject(new Error('not here')),
      write: String,
      admit(_request, from) {
        admitted.push(from.peer);
        return Promise.resolve({ ok: false, error: 'not-proven' });
      },
    },
    sites: new Map([[host, () => new Response('our page', { status: 404 })]]),
    log: silentLog,
  });
  control.listen(0, '127.0.0.1');
  await once(control, 'listening');
  const { port } = control.address() as AddressInfo;
  const { certificate, privateKey } = authority.issue('gateway', 'gwy_1');
  const tls = {
    ca: authority.certificate,
    cert: certificate,
    key: privateKey,
    checkServerIdentity: () => undefined,
  };
  gateway = await startTestGateway({
    apps: [testApp('', { host, access: 'public', upstream: { kind: 'control' } })],
    control: () => ({ address: { host: '127.0.0.1', port }, tls }),
  });
  onTestFinished(async () => {
    await gateway.close();
    control.close();
    control.closeAllConnections();
  });
});

async function ask(line: string, hostLine: string, lines: readonly string[], body = '') {
  const client = await gateway.connect(host);
  const length = body === '' ? [] : [`Content-Length: ${body.length}`];
  client.send(`${line} HTTP/1.1`, hostLine, ...length, ...lines);
  if (body !== '') client.write(body);
  return client.response();
}

const asWritten = [`Host: ${host}`, `Host: ${host}:443`, `Host: ${host.toUpperCase()}`];

describe('a stranger behind a gateway', () => {
  it.each(asWritten)('gets no certificate in its name: %s', async (hostLine) => {
    const json = 'Content-Type: application/json';
    const body = JSON.stringify({ request });
    for (const path of ['/join', '/join?', '//join', '/./join', '/%6aoin', `https://${host}/join`]) {
      const lines = [json, 'Connection: sallyport-address', 'Sallyport-Address: 127.0.0.1'];
      for (const more of [[json], lines]) {
        const { status } = await ask(`POST ${path}`, hostLine, more, body);
        expect([path, status]).toEqual([path, expect.toSatisfy((got: number) => [400, 404].includes(got))]);
      }
    }
    expect(admitted).toEqual([]);
  });

  it.each(asWritten)('gets no stream in its name: %s', async (hostLine) => {
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    const lines = [...upgrade, 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];
    for (const path of ['/link', '/link?', '/join']) {
      expect((await ask(`GET ${path}`, hostLine, lines)).status).toBe(404);
    }
    expect(upgraded).toBe(0);
  });

  it('is answered by our pages all the same', async () => {
    const { body } = await ask('GET /', `Host: ${host}`, []);
    expect(body).toBe('our page');
  });
});
