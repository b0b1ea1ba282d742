import { describe, expect, it } from 'vitest';
import { testApp, testConfig } from '#testing/gateway.ts';
import { oneGateway } from '#testing/one-gateway.ts';

const host = 'Host: app.test.localhost';

describe('an isolated app', () => {
  it.each([
    ['a script of a sibling', 'GET /', ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: cors'], 403],
    [
      'a form of a sibling',
      'POST /',
      ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: navigate', 'Content-Length: 0'],
      403,
    ],
    ['an old browser’s form', 'POST /', ['Origin: https://b.test.localhost', 'Content-Length: 0'], 403],
    [
      'an old browser’s script that wants a page',
      'GET /',
      ['Origin: https://b.test.localhost', 'Accept: text/html'],
      403,
    ],
    ['somebody who goes there in an old browser', 'GET /', ['Accept: text/html'], 200],
    ['an image elsewhere', 'GET /', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors'], 403],
    ['a link of a sibling', 'GET /', ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: navigate'], 200],
    ['its own script', 'GET /', ['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Mode: cors'], 200],
    ['a listed sibling', 'GET /', ['Sec-Fetch-Site: same-site', 'Origin: https://ok.test.localhost'], 200],
    ['a program', 'GET /', [], 200],
  ] as const)('%s', async (_name, line, fields, status) => {
    const { ask, client, upstream } = await oneGateway({
      app: { isolated: true, allowedOrigins: ['https://ok.test.localhost'] },
    });
    ask(line, ...fields);
    if (status === 200) (await upstream.accept()).answer('ok');
    expect((await client.response()).status).toBe(status);
    expect(upstream.connections).toBe(status === 200 ? 1 : 0);
  });

  it('that is not isolated lets siblings in', async () => {
    const { asked } = await oneGateway();
    const { lines } = await asked('GET /', 'Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: cors');
    expect(lines).toContain('Sec-Fetch-Site: same-site');
  });
});

describe('a preflight', () => {
  it('is answered for listed origins and never forwarded', async () => {
    const { client, upstream } = await oneGateway({ app: { allowedOrigins: ['https://ok.test.localhost'] } });
    const preflight = (origin: string) =>
      client.send(
        'OPTIONS / HTTP/1.1',
        host,
        `Origin: ${origin}`,
        'Access-Control-Request-Method: PUT',
        'Access-Control-Request-Headers: x-a',
      );
    preflight('https://ok.test.localhost');
    const allowed = await client.response();
    expect(allowed.status).toBe(204);
    expect(allowed.fields.get('access-control-allow-origin')).toBe('https://ok.test.localhost');
    expect(allowed.fields.get('access-control-allow-headers')).toBe('x-a');
    preflight('https://evil.test.localhost');
    const refused = await client.response();
    expect(refused.status).toBe(403);
    expect(refused.fields.get('access-control-allow-origin')).toBeUndefined();
    expect(upstream.connections).toBe(0);
  });
});

describe('an upgrade', () => {
  const upgrade = [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
  ];
  it.each([
    ['of its own page', 'https://app.test.localhost', true],
    ['of a sibling', 'https://evil.test.localhost', false],
    ['of its own host over http', 'http://app.test.localhost', false],
    ['of nobody', 'null', false],
  ])('%s', async (_name, origin, allowed) => {
    const { ask, client, upstream } = await oneGateway();
    ask('GET /ws', ...upgrade, `Origin: ${origin}`);
    if (allowed) (await upstream.accept()).answer('plain');
    expect((await client.response()).status).toBe(allowed ? 200 : 403);
  });
});

describe('what people read', () => {
  it('a denied person gets a page with the reason, advice and ids, and nothing that runs', async () => {
    const { ask, client, gateway } = await oneGateway();
    gateway.access.answer = () => ({
      kind: 'refused',
      refusal: {
        kind: 'refused',
        id: 1,
        asOf: 1,
        epoch: 'e',
        outcome: 'deny',
        reason: 'no-policy-allows',
        decision: 'dec_1',
        advice: ['Ask <b>Bob</b>'],
        subjects: [],
        ttlMs: 1000,
        name: 'Ada "A" Lovelace',
      },
    });
    ask('GET /', 'Sec-Fetch-Mode: navigate');
    const response = await client.response();
    expect(response.status).toBe(403);
    expect(response.body).toContain('No policy gives you access');
    expect(response.body).toContain('Ask &lt;b&gt;Bob&lt;/b&gt;');
    expect(response.body).toContain('Ada &quot;A&quot; Lovelace');
    expect(response.body).toContain('dec_1');
    expect(response.body).not.toMatch(/<script|<b>Bob|src=| on\w+=/);
    expect(response.body.length).toBeLessThan(15_000);
    const policy = response.fields.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='/);
    expect(gateway.records).toMatchObject([{ status: 403, reason: 'no-policy-allows' }]);
    expect(response.body).toContain(gateway.records[0]?.errorId);
  });

  it('when nothing can be decided now', async () => {
    const { ask, client, gateway } = await oneGateway();
    gateway.access.answer = () => Promise.resolve({ kind: 'unavailable', reason: 'control-unreachable' });
    ask('GET /');
    const response = await client.response();
    expect(response.status).toBe(503);
    expect(response.fields.get('retry-after')).toBe('2');
  });

  it('when deciding breaks: a 500 that tells nothing, and a report', async () => {
    const { ask, client, gateway } = await oneGateway();
    gateway.access.answer = () => Promise.reject(new Error('secret detail'));
    ask('GET /');
    const response = await client.response();
    expect(response.status).toBe(500);
    expect(response.body).not.toContain('secret');
    expect(gateway.faults).toHaveLength(1);
  });
});

describe('before anybody owns it', () => {
  it('only the sign-in host is served', async () => {
    const { ask, client, upstream } = await oneGateway({ config: { claimed: false } });
    ask('GET /');
    expect((await client.response()).status).toBe(403);
    expect(upstream.connections).toBe(0);
  });
});

describe('configuration', () => {
  it('that changes is in force with the next request, on the same connection', async () => {
    const { asked, ask, client, gateway, upstream } = await oneGateway();
    const { peer } = await asked('GET /1');
    peer.answer('a');
    await client.response();
    await gateway.recorded(1);
    const app = testApp(upstream.url, { publicPaths: ['/open'], keepHeaders: [] });
    gateway.access.replaceConfig(testConfig([app]));
    ask('GET /%2fx');
    expect((await client.response()).status).toBe(400);
    gateway.access.replaceConfig(testConfig([]));
    ask('GET /2');
    expect((await client.response()).status).toBe(421);
  });

  it('rewrites Host where the upstream wants another', async () => {
    const { gateway, asked, upstream } = await oneGateway();
    gateway.access.replaceConfig(
      testConfig([
        testApp(upstream.url, { upstream: { kind: 'http', url: upstream.url, host: 'inner.example' } }),
      ]),
    );
    const { lines } = await asked('GET /');
    expect(lines.filter((line) => /^host:/i.test(line))).toEqual(['Host: inner.example']);
  });
});

describe('what is remembered of the request before', () => {
  it('is used for the same lines alone: fields, identity and method are those of each request', async () => {
    const { ask, client, gateway, upstream } = await oneGateway();
    ask('GET /1', 'X-A: 1');
    const peer = await upstream.accept();
    const heads: string[][] = [];
    const answer = async () => {
      heads.push(await peer.head());
      peer.answer('');
      await client.response();
    };
    await answer();
    ask('GET /2', 'X-A: 1');
    await answer();
    ask('POST /3', 'X-A: 1', 'Content-Length: 0');
    await answer();
    ask('GET /4', 'X-A: 2');
    await answer();
    const { grant } = gateway;
    const other = { ...grant, identityHeaders: 'Sallyport-Assertion: another\r\n' };
    gateway.access.answer = () => ({ kind: 'granted', grant: other });
    ask('GET /5', 'X-A: 2');
    await answer();
    const seen = heads.map((lines) => [
      lines[0],
      lines.filter((line) => /^(?:X-A|Sallyport-Assertion|Content-Length):/.test(line)).join(),
    ]);
    expect(seen).toEqual([
      ['GET /1 HTTP/1.1', 'X-A: 1,Sallyport-Assertion: signed'],
      ['GET /2 HTTP/1.1', 'X-A: 1,Sallyport-Assertion: signed'],
      ['POST /3 HTTP/1.1', 'X-A: 1,Content-Length: 0,Sallyport-Assertion: signed'],
      ['GET /4 HTTP/1.1', 'X-A: 2,Sallyport-Assertion: signed'],
      ['GET /5 HTTP/1.1', 'X-A: 2,Sallyport-Assertion: another'],
    ]);
  });

  it('gives up a cookie with the request that does not carry it', async () => {
    const { ask, client, upstream } = await oneGateway();
    ask('GET /1');
    (await upstream.accept()).answer('');
    await client.response();
    client.send('GET /2 HTTP/1.1', host, 'Accept: application/json');
    expect((await client.response()).status).toBe(401);
  });
});

describe('activity', () => {
  it('is a navigation or a request that is no GET, nothing else', async () => {
    const { ask, client, gateway, upstream } = await oneGateway();
    ask('GET /poll');
    const peer = await upstream.accept();
    const done = async () => {
      await peer.head();
      peer.answer('');
      await client.response();
    };
    await done();
    expect(gateway.access.activity).toEqual([]);
    ask('GET /page', 'Sec-Fetch-Mode: navigate');
    await done();
    ask('POST /do', 'Content-Length: 0');
    await done();
    expect(gateway.access.activity).toHaveLength(2);
  });
});
