import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { oneGateway } from '#testing/one-gateway.ts';

const key = 'dGhlIHNhbXBsZSBub25jZQ==';
const upgrade = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  `Sec-WebSocket-Key: ${key}`,
  'Sec-WebSocket-Version: 13',
];
const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
const switching = (value = accept, protocol = 'websocket') =>
  `HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${protocol}\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${value}\r\n\r\n`;

describe('forwarding', () => {
  it('carries a request and its answer, with who asks and from where', async () => {
    const { asked, client, gateway } = await oneGateway();
    const { peer, lines } = await asked('GET /x?y=1', 'Accept: */*');
    expect(lines).toEqual([
      'GET /x?y=1 HTTP/1.1',
      'Host: app.test.localhost',
      'Accept: */*',
      'Forwarded: for=127.0.0.1;host="app.test.localhost";proto=https',
      'X-Forwarded-For: 127.0.0.1',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Host: app.test.localhost',
      'Sallyport-Assertion: signed',
    ]);
    peer.answer('hello', 'X-A: b');
    const response = await client.response();
    expect(response).toMatchObject({ status: 200, body: 'hello' });
    expect(response.fields.get('x-a')).toBe('b');
    const [record] = await gateway.recorded(1);
    expect(record).toMatchObject({ status: 200, path: '/x', app: 'app_test', person: 'per_test' });
    await expect.poll(() => gateway.grant.alive.size, { interval: 1 }).toBe(0);
  });

  it('carries bodies of any size both ways, byte for byte', async () => {
    const { client, asked, upstream } = await oneGateway();
    const size = 3_000_000;
    const { peer } = await asked('POST /up', `Content-Length: ${size}`);
    const body = Buffer.alloc(size, 'abcdefghijklmnopqrstuvwxyz0123456789');
    client.write(body);
    const received = await peer.watch.until((text) => text.length >= size);
    expect(received === body.toString('latin1')).toBe(true);
    peer.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`);
    peer.write(body);
    const response = await client.response();
    expect(response.body === body.toString('latin1')).toBe(true);
    expect(upstream.connections).toBe(1);
  });

  it('carries chunks and the trailers that are harmless, both ways', async () => {
    const { client, asked } = await oneGateway();
    const { peer, lines } = await asked('POST /c', 'Transfer-Encoding: chunked', 'Trailer: X-Sum');
    expect(lines).toContain('Transfer-Encoding: chunked');
    client.write('3\r\nabc\r\n0\r\nX-Sum: 1\r\nX-Forwarded-For: 6.6.6.6\r\nCookie: a\r\n\r\n');
    await peer.watch.until((text) => text === '3\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n');
    peer.write(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-T: 2\r\nSet-Cookie: a\r\n\r\n',
    );
    expect(await client.response()).toMatchObject({ body: 'hello', trailers: 'X-T: 2' });
  });

  it('streams events as they come', async () => {
    const { client, asked, gateway } = await oneGateway();
    const { peer } = await asked('GET /events', 'Accept: text/event-stream');
    peer.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n');
    peer.write('data: 1\n\n');
    await client.watch.until((text) => text.includes('data: 1\n\n'));
    peer.write('data: 2\n\n');
    await client.watch.until((text) => text.includes('data: 2\n\n'));
    expect([...gateway.grant.alive].map(({ protocol }) => protocol)).toEqual(['sse']);
    client.close();
    await peer.watch.end();
    const [record] = await gateway.recorded(1);
    expect(record).toMatchObject({ protocol: 'sse', reason: 'client-left' });
  });
});

describe('pipelining', () => {
  it('answers one by one, in order', async () => {
    const { client, gateway, upstream } = await oneGateway();
    const one = (path: string) =>
      `GET ${path} HTTP/1.1\r\nHost: app.test.localhost\r\n${gateway.cookie}\r\n\r\n`;
    client.write(one('/1') + one('/2') + one('/3'));
    const peer = await upstream.accept();
    for (const path of ['/1', '/2', '/3']) {
      expect((await peer.head())[0]).toBe(`GET ${path} HTTP/1.1`);
      expect(peer.watch.text).toBe('');
      peer.answer(path);
      expect((await client.response()).body).toBe(path);
    }
    expect(upstream.connections).toBe(1);
  });

  it('never takes a second request from a connection that sent a malformed one', async () => {
    const { client, gateway, upstream } = await oneGateway();
    const good = `GET /good HTTP/1.1\r\nHost: app.test.localhost\r\n${gateway.cookie}\r\n\r\n`;
    client.write(`GET /bad HTTP/1.1\r\nHost : app.test.localhost\r\n\r\n${good}`);
    expect((await client.response()).status).toBe(400);
    await client.watch.end();
    expect(client.watch.text).toBe('');
    expect(upstream.connections).toBe(0);
    expect(gateway.records).toMatchObject([{ status: 400, reason: 'malformed' }]);
  });
});

describe('reuse of an upstream socket', () => {
  const answers: readonly (readonly [string, string, boolean])[] = [
    ['after a length', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na', true],
    ['after chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n', true],
    ['after 304', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n', true],
    [
      'not after Connection: close',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\na',
      false,
    ],
    ['not after HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na', false],
    ['not after a leftover byte', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab', false],
    ['not after a body where none belongs', 'HTTP/1.1 204 No Content\r\n\r\nabc', false],
  ];

  it.each(answers)('%s', async (_name, answer, reused) => {
    const { client, ask, asked, upstream, gateway } = await oneGateway();
    const { peer } = await asked('GET /1');
    peer.write(answer);
    await client.response();
    await gateway.recorded(1);
    ask('GET /2');
    const next = reused ? peer : await upstream.accept();
    expect((await next.head())[0]).toBe('GET /2 HTTP/1.1');
    next.answer('ok');
    expect((await client.response()).body).toBe('ok');
    expect(upstream.connections).toBe(reused ? 1 : 2);
  });

  it('not when bytes come before a request', async () => {
    const { client, ask, asked, upstream, gateway } = await oneGateway();
    const { peer } = await asked('GET /1');
    peer.answer('a');
    await client.response();
    await gateway.recorded(1);
    peer.write('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison');
    await peer.watch.end();
    ask('GET /2');
    const next = await upstream.accept();
    await next.head();
    next.answer('mine');
    expect((await client.response()).body).toBe('mine');
  });
});

describe('an early final answer', () => {
  it('is forwarded, the rest of the body is not read, the connection closes', async () => {
    const { client, asked, gateway, ask } = await oneGateway();
    const { peer } = await asked('POST /up', 'Content-Length: 1000');
    client.write('a'.repeat(10));
    await peer.watch.until((text) => text.length === 10);
    peer.write('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno');
    const response = await client.response();
    expect(response).toMatchObject({ status: 413, body: 'no' });
    expect(response.fields.get('connection')).toBe('close');
    await peer.watch.end();
    ask('GET /smuggled');
    await client.watch.end();
    expect(gateway.records).toHaveLength(1);
  });
});

describe('old upstreams', () => {
  it.each(['HTTP/1.0', 'HTTP/1.1'])('%s until the close comes out as chunks', async (version) => {
    const { client, asked, ask, upstream, gateway } = await oneGateway();
    const { peer } = await asked('GET /old');
    peer.write(`${version} 200 OK\r\n\r\nfirst `);
    await client.watch.until((text) => text.includes('first'));
    peer.write('second');
    peer.socket.end();
    const response = await client.response();
    expect(response).toMatchObject({ status: 200, body: 'first second' });
    expect(response.head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(response.fields.get('transfer-encoding')).toBe('chunked');
    await gateway.recorded(1);
    ask('GET /next');
    (await upstream.accept()).answer('ok');
    expect((await client.response()).body).toBe('ok');
  });

  it('that break off leave the client with a broken answer, not a short one', async () => {
    const { client, asked, gateway } = await oneGateway();
    const { peer } = await asked('GET /old');
    peer.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort');
    await client.watch.until((text) => text.endsWith('short'));
    peer.socket.destroy();
    expect(await client.watch.end()).toBe('reset');
    const [record] = await gateway.recorded(1);
    expect(record).toMatchObject({ status: 200, reason: 'upstream-truncated' });
  });

  it('that reset until the close do so too', async () => {
    const { client, asked } = await oneGateway();
    const { peer } = await asked('GET /old');
    peer.write('HTTP/1.1 200 OK\r\n\r\nshort');
    await client.watch.until((text) => text.includes('short'));
    peer.socket.resetAndDestroy();
    expect(await client.watch.end()).toBe('reset');
    expect(client.watch.text).not.toMatch(/0\r\n\r\n$/);
  });
});

describe('interim answers', () => {
  it('100 and 103 pass, others do not', async () => {
    const { client, asked } = await oneGateway();
    const { peer } = await asked('POST /', 'Expect: 100-continue', 'Content-Length: 2');
    peer.write(
      'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n',
    );
    expect((await client.response()).status).toBe(100);
    const hints = await client.response();
    expect([hints.status, hints.fields.get('link')]).toEqual([103, '</a>']);
    client.write('ok');
    await peer.watch.until((text) => text === 'ok');
    peer.answer('done');
    expect((await client.response()).body).toBe('done');
  });

  it('are bounded', async () => {
    const { client, asked } = await oneGateway();
    const { peer } = await asked('GET /');
    peer.write('HTTP/1.1 102 Processing\r\n\r\n'.repeat(20));
    expect((await client.response()).status).toBe(502);
  });

  it('101 does not pass to a request that asked for nothing', async () => {
    const { client, asked } = await oneGateway();
    const { peer } = await asked('GET /');
    peer.write(switching());
    expect((await client.response()).status).toBe(502);
    await peer.watch.end();
  });
});

describe('a WebSocket', () => {
  it('passes with the right Sec-WebSocket-Accept, then carries frames both ways', async () => {
    const { client, asked, gateway } = await oneGateway();
    const { peer, lines } = await asked('GET /ws', ...upgrade, 'Origin: https://app.test.localhost');
    expect(lines).toContain('Upgrade: websocket');
    expect(lines).toContain('Connection: Upgrade');
    peer.write(switching());
    peer.write(Buffer.from([0x81, 2, 104, 105]));
    const response = await client.response();
    expect(response.status).toBe(101);
    expect(response.fields.get('sec-websocket-accept')).toBe(accept);
    await client.watch.until((text) => text === '\x81\x02hi');
    client.write(Buffer.from([0x81, 0x82, 1, 2, 3, 4, 105, 107]));
    await peer.watch.until((text) => text.length === 8);
    expect(gateway.access.activity).toHaveLength(1);
    expect([...gateway.grant.alive].map(({ protocol }) => protocol)).toEqual(['websocket']);
    peer.socket.end();
    await client.watch.end();
    const [record] = await gateway.recorded(1);
    expect(record).toMatchObject({ status: 101, protocol: 'websocket', bytesIn: 8 });
  });

  it.each([
    ['another key', switching('s3pPLMBiTxaYRbK+xOo=')],
    ['another protocol', switching(accept, 'h2c')],
    ['no Connection: Upgrade', switching().replace('Connection: Upgrade\r\n', '')],
  ])('is refused with %s in the answer', async (_name, answer) => {
    const { client, asked } = await oneGateway();
    const { peer } = await asked('GET /ws', ...upgrade);
    peer.write(answer);
    expect((await client.response()).status).toBe(502);
    await peer.watch.end();
  });

  it('that the upstream refuses is answered like any request', async () => {
    const { client, asked } = await oneGateway();
    const { peer } = await asked('GET /ws', ...upgrade);
    peer.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno');
    expect(await client.response()).toMatchObject({ status: 403, body: 'no' });
  });
});

describe('answers without a body', () => {
  it('HEAD has none, whatever the head says', async () => {
    const { client, asked, ask } = await oneGateway();
    const { peer } = await asked('HEAD /');
    peer.write('HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n');
    const response = await client.response('HEAD');
    expect(response.fields.get('content-length')).toBe('5000');
    ask('GET /2');
    await peer.head();
    peer.answer('ok');
    expect((await client.response()).body).toBe('ok');
  });

  it('bytes there kill the socket', async () => {
    const { client, asked } = await oneGateway();
    const { peer } = await asked('HEAD /');
    peer.write('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc');
    await client.response('HEAD');
    await peer.watch.end();
    expect(client.watch.text).toBe('');
  });
});

describe('what is refused', () => {
  const head = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;
  it.each([
    ['h2c', head('GET / HTTP/1.1', 'Host: app.test.localhost', 'Connection: Upgrade', 'Upgrade: h2c'), 400],
    [
      'HTTP2-Settings',
      head('GET / HTTP/1.1', 'Host: app.test.localhost', 'HTTP2-Settings: AAMAAABkAAQAAP__'),
      400,
    ],
    ['TRACE', head('TRACE / HTTP/1.1', 'Host: app.test.localhost'), 405],
    ['CONNECT', head('CONNECT app.test.localhost:443 HTTP/1.1', 'Host: app.test.localhost:443'), 405],
    ['another authority', head('GET https://b.test.localhost/ HTTP/1.1', 'Host: app.test.localhost'), 400],
    ['another host than in the handshake', head('GET / HTTP/1.1', 'Host: other.test.localhost'), 421],
  ])('%s', async (_name, text, status) => {
    const { client, upstream } = await oneGateway();
    client.write(text);
    expect((await client.response()).status).toBe(status);
    await client.watch.end();
    expect(upstream.connections).toBe(0);
  });

  it('a host nobody serves', async () => {
    const { gateway } = await oneGateway();
    const client = await gateway.connect('nobody.test.localhost');
    client.send('GET / HTTP/1.1', 'Host: nobody.test.localhost');
    expect((await client.response()).status).toBe(421);
  });
});

describe('nonsense from an upstream', () => {
  it.each([
    ['CR in a header', 'HTTP/1.1 200 OK\r\nX: a\rSet-Cookie: b\r\nContent-Length: 0\r\n\r\n'],
    ['LF in a header', 'HTTP/1.1 200 OK\r\nX: a\nSet-Cookie: b\r\nContent-Length: 0\r\n\r\n'],
    ['NUL in a header', 'HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n'],
    ['length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
    ['an endless head', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(20_000)}`],
    ['bad chunks at once', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['nothing at all', ''],
  ])('%s is 502', async (_name, answer) => {
    const { client, asked, gateway } = await oneGateway();
    const { peer } = await asked('GET /');
    peer.write(answer);
    peer.socket.end();
    expect((await client.response()).status).toBe(502);
    const [record] = await gateway.recorded(1);
    expect(record).toMatchObject({ status: 502 });
    expect(record?.errorId).toMatch(/^[0-9a-z]{4}-[0-9a-z]{4}$/);
  });

  it('in the middle of chunks resets the client', async () => {
    const { client, asked } = await oneGateway();
    const { peer } = await asked('GET /');
    peer.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n');
    await client.watch.until((text) => text.includes('abc'));
    peer.write('zz\r\n');
    expect(await client.watch.end()).toBe('reset');
    expect(client.watch.text).not.toContain('zz');
  });
});

describe('NTLM and Negotiate', () => {
  it.each(['NTLM', 'Negotiate'])('%s pins the upstream socket to its client', async (scheme) => {
    const { client, asked, ask, gateway, upstream } = await oneGateway();
    const { peer } = await asked('GET /1');
    peer.write(`HTTP/1.1 401 No\r\nWWW-Authenticate: ${scheme}\r\nContent-Length: 0\r\n\r\n`);
    await client.response();
    const other = await gateway.connect();
    other.send('GET /other HTTP/1.1', 'Host: app.test.localhost', gateway.cookie);
    const fresh = await upstream.accept();
    expect((await fresh.head())[0]).toBe('GET /other HTTP/1.1');
    ask('GET /2', `Authorization: ${scheme} AAAA`);
    expect((await peer.head())[0]).toBe('GET /2 HTTP/1.1');
    peer.answer('mine');
    expect((await client.response()).body).toBe('mine');
    client.close();
    await peer.watch.end();
  });
});

describe('retry', () => {
  it.each(['GET', 'HEAD', 'OPTIONS'])(
    '%s goes once more when a reused socket closes without a byte',
    async (method) => {
      const { client, asked, ask, upstream, gateway } = await oneGateway();
      const { peer } = await asked('GET /1');
      peer.answer('a');
      await client.response();
      await gateway.recorded(1);
      ask(`${method} /2`);
      await peer.head();
      peer.socket.destroy();
      const again = await upstream.accept();
      expect((await again.head())[0]).toBe(`${method} /2 HTTP/1.1`);
      again.answer('');
      expect((await client.response(method)).status).toBe(200);
    },
  );

  it.each([
    ['POST', 'POST /2', ['Content-Length: 0']],
    ['a GET with a body', 'GET /2', ['Content-Length: 1']],
  ] as const)('does not happen for %s', async (_name, line, fields) => {
    const { client, asked, ask, upstream, gateway } = await oneGateway();
    const { peer } = await asked('GET /1');
    peer.answer('a');
    await client.response();
    await gateway.recorded(1);
    ask(line, ...fields);
    await peer.head();
    peer.socket.destroy();
    expect((await client.response()).status).toBe(502);
    expect(upstream.connections).toBe(1);
  });

  it('does not happen on a fresh socket, nor after a byte', async () => {
    const { client, asked, ask, upstream, gateway } = await oneGateway();
    const first = await asked('GET /1');
    first.peer.socket.destroy();
    expect((await client.response()).status).toBe(502);
    const second = await asked('GET /2');
    second.peer.answer('a');
    await client.response();
    await gateway.recorded(2);
    ask('GET /3');
    await second.peer.head();
    second.peer.write('HTTP/1.1 2');
    second.peer.socket.end();
    expect((await client.response()).status).toBe(502);
    expect(upstream.connections).toBe(2);
  });
});

describe('an answer that breaks off', () => {
  it('reaches the client as far as it came, also when its end comes in the same moment', async () => {
    const { client, asked, gateway } = await oneGateway();
    const { peer } = await asked('GET /');
    peer.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf');
    peer.socket.resetAndDestroy();
    await client.watch.end();
    expect(await gateway.recorded(1)).toMatchObject([{ status: 200, reason: 'upstream-truncated' }]);
    expect(client.watch.text).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*half$/);
  });
});

describe('a client that leaves', () => {
  it('takes its upstream socket with it', async () => {
    const { client, asked, gateway } = await oneGateway();
    const { peer } = await asked('GET /big');
    peer.write('HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n');
    peer.write(Buffer.alloc(4_000_000));
    await client.watch.until((text) => text.length > 100_000);
    client.socket.pause();
    client.close();
    await peer.watch.end();
    const [record] = await gateway.recorded(1);
    expect(record).toMatchObject({ reason: 'client-left' });
    expect(gateway.grant.alive.size).toBe(0);
  });

  it('before its upstream is connected leaves nothing behind', async () => {
    const { client, ask, gateway } = await oneGateway({
      resolve: () => new Promise(() => {}),
      app: { upstream: { kind: 'http', url: 'http://never.example:1' } },
    });
    ask('GET /');
    await client.watch.until(() => gateway.grant.registered === 1 || true);
    client.close();
    const [record] = await gateway.recorded(1);
    expect(record).toMatchObject({ reason: 'client-left', status: 0 });
  });
});
