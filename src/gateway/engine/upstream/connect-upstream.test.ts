import { createHash, X509Certificate } from 'node:crypto';
import { createServer, type Server, type TLSSocket, type TlsOptions } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestAuthority } from '#testing/certificates.ts';
import { oneGateway } from '#testing/one-gateway.ts';
import { askOnceAtATime } from './connect-upstream.ts';
import type { AppConfig } from '#contracts/protocol/app-config.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const authority = createTestAuthority();
const other = createTestAuthority();

function nameOf(socket: TLSSocket): string {
  const name: unknown = socket.getPeerCertificate().subject?.CN;
  return typeof name === 'string' ? name : 'nobody';
}

/** An HTTPS upstream that answers every request with the name of its client's certificate. */
async function secureUpstream(
  names: readonly string[],
  options: TlsOptions = {},
): Promise<{ port: number; pin: string }> {
  const pair = authority.issueHosts(...names);
  const server = createServer({ cert: pair.certificate, key: pair.privateKey, ...options }, (socket) => {
    socket.on('error', () => {});
    socket.on('data', () => {
      const body = `hello ${nameOf(socket)}`;
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  const spki = new X509Certificate(pair.certificate).publicKey.export({ type: 'spki', format: 'der' });
  const pin = createHash('sha256').update(spki).digest('base64');
  return { port: (server.address() as AddressInfo).port, pin };
}

async function answerFrom(upstream: AppConfig['upstream'], extra: Parameters<typeof oneGateway>[0] = {}) {
  const { ask, client, gateway } = await oneGateway({ ...extra, app: { upstream } });
  ask('GET /');
  const response = await client.response();
  const [fault] = gateway.faults as { code?: string }[];
  return { status: response.status, body: response.body, code: fault?.code };
}

describe('an HTTPS upstream', () => {
  it.each([
    [
      'its own authority vouches for its name',
      ['inner.example'],
      { ca: authority.certificate, serverName: 'inner.example' },
      200,
    ],
    ['an address that the certificate names', ['127.0.0.1'], { ca: authority.certificate }, 200],
    ['another authority', ['inner.example'], { ca: other.certificate, serverName: 'inner.example' }, 502],
    ['no authority that Node knows', ['inner.example'], { serverName: 'inner.example' }, 502],
    ['another name', ['inner.example'], { ca: authority.certificate, serverName: 'else.example' }, 502],
    ['another address', ['127.0.0.2'], { ca: authority.certificate }, 502],
  ] as const)('%s', async (_name, names, how, status) => {
    const { port } = await secureUpstream(names);
    const answer = await answerFrom({ kind: 'http', url: `https://127.0.0.1:${port}`, ...how });
    expect(answer.status).toBe(status);
  });

  it('with a pinned key is that one or none', async () => {
    const { port, pin } = await secureUpstream(['whatever.example']);
    const url = `https://127.0.0.1:${port}`;
    expect((await answerFrom({ kind: 'http', url, pin })).body).toBe('hello nobody');
    const wrong = Buffer.alloc(32).toString('base64');
    expect(await answerFrom({ kind: 'http', url, pin: wrong })).toMatchObject({
      status: 502,
      code: 'upstream-refused',
    });
  });
});

describe('the control plane as an upstream', () => {
  it('is reached with the certificate of the gateway', async () => {
    const { port } = await secureUpstream(['control.test'], {
      requestCert: true,
      ca: authority.certificate,
      rejectUnauthorized: true,
    });
    const own = authority.issueHosts('gateway-1');
    const tls = {
      ca: authority.certificate,
      cert: own.certificate,
      key: own.privateKey,
      servername: 'control.test',
    };
    const control = () => ({ address: { host: '127.0.0.1', port }, tls });
    expect((await answerFrom({ kind: 'control' }, { control })).body).toBe('hello gateway-1');
  });

  it('that is not there is 503', async () => {
    expect(await answerFrom({ kind: 'control' })).toMatchObject({ status: 503, code: 'control-unreachable' });
  });
});

describe('where a name leads', () => {
  it('is waited for as long as for a connection, and no longer', async () => {
    const { ask, client, gateway } = await oneGateway({
      resolve: () => new Promise(() => {}),
      app: {
        upstream: { kind: 'http', url: 'http://never.example:1' },
        timeouts: { connectMs: 20, responseMs: 10_000, idleMs: 10_000, streamIdleMs: 0 },
      },
    });
    ask('GET /');
    expect((await client.response()).status).toBe(504);
    expect(gateway.faults).toMatchObject([{ code: 'upstream-slow' }]);
  });

  it('is asked for once at a time, and anew afterwards', async () => {
    const asked: string[] = [];
    let answer: (found: readonly string[]) => void = () => {};
    const resolve = askOnceAtATime((host) => {
      asked.push(host);
      return new Promise((settle) => (answer = settle));
    });
    const both = [resolve('a.example'), resolve('a.example')];
    expect(asked).toEqual(['a.example']);
    answer(['192.0.2.1']);
    expect(await Promise.all(both)).toEqual([['192.0.2.1'], ['192.0.2.1']]);
    void resolve('a.example');
    expect(asked).toHaveLength(2);
  });

  it('is judged after resolution, at each connect', async () => {
    const { upstream, ask, client, gateway } = await oneGateway({
      resolve: (host) => Promise.resolve(host === 'moving.example' ? [place] : []),
    });
    let place = '127.0.0.1';
    const { testApp, testConfig } = await import('#testing/gateway.ts');
    gateway.access.replaceConfig(testConfig([testApp(`http://moving.example:${upstream.port}`)]));
    ask('GET /1');
    const peer = await upstream.accept();
    await peer.head();
    peer.answer('ok', 'Connection: close');
    expect((await client.response()).status).toBe(200);
    place = '169.254.169.254';
    ask('GET /2');
    expect((await client.response()).status).toBe(502);
    expect(gateway.faults).toMatchObject([{ code: 'upstream-refused' }]);
  });

  it('is never a place where we listen', async () => {
    const { upstream, gateway, ask, client } = await oneGateway();
    const { testApp, testConfig } = await import('#testing/gateway.ts');
    const forbiddenUpstreams = [`0.0.0.0:${upstream.port}`];
    gateway.access.replaceConfig(testConfig([testApp(upstream.url)], { forbiddenUpstreams }));
    ask('GET /');
    expect((await client.response()).status).toBe(502);
    expect(upstream.connections).toBe(0);
  });

  it('takes the next address when one does not answer', async () => {
    const { upstream, gateway, ask, client } = await oneGateway({
      resolve: () => Promise.resolve(['127.0.0.9', '127.0.0.1']),
    });
    const { testApp, testConfig } = await import('#testing/gateway.ts');
    gateway.access.replaceConfig(testConfig([testApp(`http://two.example:${upstream.port}`)]));
    ask('GET /');
    const peer = await upstream.accept();
    peer.answer('ok');
    expect((await client.response()).status).toBe(200);
  });

  it('nowhere is 502, and the fault says so', async () => {
    expect(await answerFrom({ kind: 'http', url: 'http://127.0.0.1:1' })).toMatchObject({
      status: 502,
      code: 'upstream-unreachable',
    });
  });
});

describe('time', () => {
  it('an upstream that accepts and never answers is 504', async () => {
    const { createHandClock } = await import('#testing/clock.ts');
    const clock = createHandClock();
    const { asked, client } = await oneGateway({ clock });
    const { peer } = await asked('GET /');
    clock.advance(9_000);
    expect(client.watch.text).toBe('');
    clock.advance(2_000);
    expect((await client.response()).status).toBe(504);
    await peer.watch.end();
  });

  it('an answer that stops is reset, an event stream may be silent', async () => {
    const { createHandClock } = await import('#testing/clock.ts');
    const clock = createHandClock();
    const setting = await oneGateway({ clock });
    const first = await setting.asked('GET /');
    first.peer.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart');
    await setting.client.watch.until((text) => text.endsWith('part'));
    const events = await setting.gateway.connect();
    events.send(
      'GET /e HTTP/1.1',
      'Host: app.test.localhost',
      setting.gateway.cookie,
      'Accept: text/event-stream',
    );
    const second = await setting.upstream.accept();
    second.write('HTTP/1.1 200 OK\r\n\r\ndata: 1\n\n');
    await events.watch.until((text) => text.includes('data: 1'));
    clock.advance(11_000);
    expect(await setting.client.watch.end()).toBe('reset');
    expect(events.watch.ended).toBe('no');
    events.close();
  });
});
