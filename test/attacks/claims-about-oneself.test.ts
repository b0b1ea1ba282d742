import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { accessInputSchema } from '#contracts/protocol/from-gateway.ts';
import { mintToken, readToken } from '#gateway/index.ts';
import { schemaText } from '#policy/index.ts';
import { startTestGateway, testApp, testDomain, type TestGateway } from '#testing/gateway.ts';
import type { TestClient } from '#testing/gateway-client.ts';

// What the client says about itself (as in GHSA-5hvv, where a User-Agent of a health check opened everything) may
// deny, never allow: a request that reaches an app with such fields reaches it without them too, and is decided on
// the same question.

const routes = [{ id: 'rte_admin', name: 'admin', methods: ['POST'], patterns: ['/admin/**'] }];
const hosts = ['app', 'isolated', 'open', 'routed'] as const;

/** An application that answers whatever reaches it. */
async function application(): Promise<string> {
  const server = createServer((_request, response) => response.setHeader('X-Reached', '1').end());
  server.on('upgrade', (_request, socket) => {
    socket.end('HTTP/1.1 426 Upgrade Required\r\nX-Reached: 1\r\nContent-Length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A gateway in front of apps of every kind, where one token is let in, one refused, one has to sign in stronger. */
async function gatewayInFront() {
  const upstream = await application();
  const appAt = (name: string, changes: Parameters<typeof testApp>[1] = {}) =>
    testApp(upstream, { id: `app_${name}`, name, host: `${name}.${testDomain}`, ...changes });
  const gateway = await startTestGateway({
    apps: [
      appAt('app'),
      appAt('isolated', { isolated: true }),
      appAt('open', { access: 'public', isolated: true }),
      appAt('routed', { routes, publicPaths: ['/open/**'], isolated: true }),
    ],
  });
  onTestFinished(() => gateway.close());
  const keys = gateway.access.config()?.rollingKeys ?? [];
  const [refused = '', challenged = '', dead = ''] = [1, 2, 3].map(() => mintToken(keys)?.token ?? '');
  const { answer } = gateway.access;
  gateway.access.answer = (request) => {
    const no = { kind: 'refused', id: 1, reason: 'no-policy', advice: [], subjects: [], ttlMs: 1 } as const;
    const base = { ...no, name: 'Ada', decision: 'dec_1', asOf: 1 };
    const outcome = { [hashOf(refused)]: 'deny', [hashOf(challenged)]: 'challenge' }[request.tokenHash];
    if (outcome === undefined) return answer(request);
    return { kind: 'refused', refusal: { ...base, outcome } as never };
  };
  function hashOf(token: string): string {
    return readToken(keys, token) ?? '';
  }
  const cookie = (token: string): readonly string[] => [`Cookie: __Host-sallyport=${token}`];
  const whos: Readonly<Record<string, readonly string[]>> = {
    nobody: [],
    known: [gateway.cookie],
    refused: cookie(refused),
    challenged: cookie(challenged),
    dead: cookie(dead),
    'a made-up key': [`Proxy-Authorization: Bearer sak_${'a'.repeat(43)}`],
    'a key and a session': ['Proxy-Authorization: Bearer x', gateway.cookie],
  };
  return { gateway, whos };
}

const upgrade = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
];

const paths =
  '/ /open/page /openly /admin/users /health /healthz /metrics /robots.txt /favicon.ico /open/../admin ' +
  '/.well-known/acme-challenge/x /.sallyport/callback?code=a&state=b';

const asked = fc.record({
  host: fc.constantFrom(...hosts),
  kind: fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS', 'upgrade'),
  path: fc.constantFrom(...paths.split(' ')),
  who: fc.constantFrom(
    'nobody',
    'known',
    'refused',
    'challenged',
    'dead',
    'a made-up key',
    'a key and a session',
  ),
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

const words = fc.stringMatching(/^[a-zA-Z0-9 /.;()*_-]{0,30}$/);
const claims = fc.record(
  {
    'User-Agent': fc.oneof(
      words,
      fc.constantFrom(
        'ELB-HealthChecker/2.0',
        'kube-probe/1.29',
        'GoogleHC/1.0',
        'Prometheus/2.50',
        'curl/8.5.0',
      ),
      fc.constantFrom(
        'sallyport/1',
        'Mozilla/5.0 (X11; Linux x86_64) Chrome/126 Safari/537.36',
        'Googlebot/2.1',
      ),
    ),
    Accept: fc.constantFrom(
      'text/html',
      '*/*',
      'application/json',
      'text/event-stream',
      'text/html,*/*;q=0.8',
    ),
    'Accept-Language': fc.constantFrom('de', 'en'),
    'Sec-Fetch-Mode': fc.constantFrom('navigate', 'cors', 'no-cors', 'same-origin', 'websocket'),
    'Sec-Fetch-Site': fc.constantFrom('none', 'same-origin', 'same-site', 'cross-site'),
    'Sec-Fetch-Dest': fc.constantFrom('document', 'empty', 'image', 'iframe'),
    'Sec-Fetch-User': fc.constant('?1'),
    'Sec-CH-UA': fc.constantFrom('"Chromium";v="126"', '"HeadlessChrome"'),
    'Sec-CH-UA-Platform': fc.constantFrom('"Linux"', '"Managed"'),
    'Sec-CH-UA-Mobile': fc.constantFrom('?0', '?1'),
    'Sec-Purpose': fc.constantFrom('prefetch', 'prefetch;prerender'),
    Purpose: fc.constant('prefetch'),
    Origin: fc.constantFrom(...hosts.map((host) => `https://${host}.${testDomain}`), 'null'),
    Referer: fc.constantFrom(...hosts.map((host) => `https://${host}.${testDomain}/`)),
    'X-Requested-With': fc.constant('XMLHttpRequest'),
    'X-Device-Id': words,
    From: fc.constant('owner@example.com'),
    Authorization: fc.constantFrom('Basic YWRtaW46YWRtaW4=', 'Bearer token'),
    'X-Forwarded-For': fc.constantFrom('127.0.0.1', '10.0.0.1'),
    'X-Forwarded-User': fc.constant('owner'),
    'X-Original-URL': fc.constant('/open/page'),
    'X-HTTP-Method-Override': fc.constant('GET'),
    DNT: fc.constant('1'),
  },
  { requiredKeys: [] },
);

interface Outcome {
  readonly reached: boolean;
  /** What the grants were asked. */
  readonly question: unknown;
}

async function ask(gateway: TestGateway, fields: readonly string[], what: Asked): Promise<Outcome> {
  const client: TestClient = await gateway.connect(`${what.host}.${testDomain}`);
  const before = gateway.access.asked.length;
  const method = what.kind === 'upgrade' ? 'GET' : what.kind;
  const more = what.kind === 'upgrade' ? upgrade : what.kind === 'POST' ? ['Content-Length: 0'] : [];
  client.send(`${method} ${what.path} HTTP/1.1`, `Host: ${what.host}.${testDomain}`, ...more, ...fields);
  const response = await client.response(method);
  client.close();
  return { reached: response.fields.has('x-reached'), question: gateway.access.asked.slice(before) };
}

it('never lets anything through that would not pass without them', async () => {
  const { gateway, whos } = await gatewayInFront();
  const seen = { reached: 0, refused: 0, refusedForThem: 0 };
  await fc.assert(
    fc.asyncProperty(asked, claims, async (what, said) => {
      const who = whos[what.who] ?? [];
      const fields = Object.entries(said).map(([name, value]) => `${name}: ${value}`);
      const bare = await ask(gateway, who, what);
      const claiming = await ask(gateway, [...fields, ...who], what);
      expect(claiming.reached ? bare : claiming).toEqual(claiming);
      if (claiming.reached) seen.reached++;
      else if (bare.reached) seen.refusedForThem++;
      else seen.refused++;
    }),
    { numRuns: 200 },
  );
  // All three happened, so none of it was proven of nothing.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
}, 30_000);

it.each([
  [
    'a page of a sibling that asks for a page itself',
    'Origin: https://app.test.localhost',
    'Accept: text/html',
  ],
  ['the same, as a newer browser sends it', 'Sec-Fetch-Site: same-site', 'Accept: text/html'],
])('is not believed to be a navigation by what a script may write: %s', async (_name, ...fields) => {
  const { gateway, whos } = await gatewayInFront();
  const what = { host: 'isolated', kind: 'GET', path: '/', who: 'known' } as const;
  expect((await ask(gateway, whos['known'] ?? [], what)).reached).toBe(true);
  expect((await ask(gateway, [...fields, ...(whos['known'] ?? [])], what)).reached).toBe(false);
});

it('has no way from a request to a decision but token, app, route, method, path and address', () => {
  expect(Object.keys(accessInputSchema.shape)).toEqual([
    'token',
    'app',
    'route',
    'method',
    'path',
    'address',
  ]);
  const access = schemaText.slice(0, schemaText.indexOf('};'));
  const attributes = [...access.matchAll(/(\w+)\??:/g)].map(([, name]) => name);
  // Whoever adds one: it is a fact with a source, or it may deny only.
  expect(attributes).toEqual(
    (
      'authn methods phishingResistant ageSeconds network address country asn time weekday minute date ' +
      'device class managed risk level score signals http method path'
    ).split(' '),
  );
});
