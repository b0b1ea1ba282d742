import { createServer, type Server } from 'node:tls';
import { afterEach, expect, it } from 'vitest';
import { createTestAuthority } from '#testing/certificates.ts';
import { createHandClock } from '#testing/clock.ts';
import type { TestClient } from '#testing/gateway-client.ts';
import { startTestGateway, testApp, testDomain, type TestGatewayOptions } from '#testing/gateway.ts';

// Slow POST (as in R-U-Dead-Yet): forms that come byte by byte hold what everybody needs who wants to sign in. Control
// has few places for people nobody knows, so none of them may wait for a sender.
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const authority = createTestAuthority();
const host = `signin.${testDomain}`;

/** A control plane that answers each whole request, and keeps what is not whole. */
async function startControl() {
  const asked: string[] = [];
  const server: Server = createServer(
    { ...pemOf(authority.issueHosts('control.internal')), minVersion: 'TLSv1.3' },
    (socket) => {
      let text = '';
      socket.on('error', () => {});
      socket.on('data', (bytes: Buffer) => {
        text += bytes.toString('latin1');
        const end = text.indexOf('\r\n\r\n');
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Number.POSITIVE_INFINITY);
        if (end < 0 || text.length < end + 4 + length) return;
        asked.push(text.slice(0, text.indexOf(' HTTP')));
        text = '';
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    },
  );
  let connections = 0;
  server.on('secureConnection', () => connections++);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  closing.push(() => void server.close());
  const tls = { ca: authority.certificate, servername: 'control.internal' };
  return { asked, endpoint: { address: { host: '127.0.0.1', port }, tls }, connections: () => connections };
}

const pemOf = ({ certificate, privateKey }: { certificate: string; privateKey: string }) => ({
  cert: certificate,
  key: privateKey,
});

async function start(options: Partial<TestGatewayOptions> = {}) {
  const control = await startControl();
  const app = testApp('', { host, access: 'public', upstream: { kind: 'control' } });
  const gateway = await startTestGateway({ ...options, apps: [app], control: () => control.endpoint });
  closing.push(() => gateway.close());
  const open = async (text: string): Promise<TestClient> => {
    const client = await gateway.connect(host);
    closing.push(() => client.close());
    client.write(text);
    return client;
  };
  return { control, gateway, open };
}

const head = (path: string, ...fields: readonly string[]): string =>
  [`POST ${path} HTTP/1.1`, `Host: ${host}`, ...fields, '', ''].join('\r\n');
const slow = (path: string) => `${head(path, 'Content-Length: 9')}login=a`;
const whole = (path: string) => `${head(path, 'Content-Length: 9')}login=ada`;

it('gives no place at control to a form that is not whole, and serves it when it is', async () => {
  const { control, open } = await start({ limits: { strangersAtControl: 2 } });
  const idle = await Promise.all(Array.from({ length: 12 }, (_, n) => open(slow(`/slow-${n}`))));
  const honest = await open(whole('/honest'));
  expect(await honest.response()).toMatchObject({ status: 200, body: 'ok' });
  expect(control.asked).toEqual(['POST /honest']);
  idle[3]?.write('d');
  idle[3]?.write('a');
  expect(await idle[3]?.response()).toMatchObject({ status: 200 });
  expect(control.asked).toEqual(['POST /honest', 'POST /slow-3']);
  // The next request on the same connection comes after the form, whatever the form looked like.
  idle[3]?.write(whole('/next'));
  expect(await idle[3]?.response()).toMatchObject({ status: 200 });
  expect(control.asked.at(-1)).toBe('POST /next');
});

it('waits ten seconds for a form, however steadily its bytes drop in', async () => {
  const clock = createHandClock();
  const { gateway, open } = await start({ clock });
  const client = await open(`${head('/', 'Content-Length: 5000')}a`);
  const other = await open(whole('/other'));
  expect((await other.response()).status).toBe(200);
  for (let n = 0; n < 5; n++) {
    clock.advance(1_900);
    client.write('a');
  }
  expect(client.watch.ended).toBe('no');
  clock.advance(1_900);
  const refusal = await client.response();
  expect([refusal.status, refusal.fields.get('connection')]).toEqual([408, 'close']);
  await client.watch.end();
  expect(gateway.records.map(({ reason }) => reason)).toContain('body-too-slow');
});

it('has only so much room for forms on their way, and gives it back', async () => {
  const { open } = await start({ limits: { bodiesPerAddress: 20_000 } });
  const first = await open(`${head('/1', 'Content-Length: 15000')}a`);
  const beside = await open(`${head('/2', 'Content-Length: 4000')}a`);
  const tooMuch = await open(`${head('/3', 'Content-Length: 15000')}a`);
  const refusal = await tooMuch.response();
  expect([refusal.status, refusal.fields.get('retry-after')]).toEqual([429, '2']);
  // What is there already needs no room.
  expect((await (await open(whole('/4'))).response()).status).toBe(200);
  first.close();
  for (;;) {
    const again = await open(`${head('/5', 'Content-Length: 15000')}a`);
    again.write('a'.repeat(14_999));
    if ((await again.response()).status === 200) break;
  }
  beside.write('a'.repeat(3_999));
  expect((await beside.response()).status).toBe(200);
});

// T17: slow and huge, in parallel.
it('lets bodies that are long, chunked or waited for have places of their own, and nobody else wait for them', async () => {
  const limits = { strangersAtControl: 2, streamsAtControl: 6, streamsPerAddress: 3 };
  const { control, gateway, open } = await start({ limits });
  const huge = [
    'Content-Length: 400000000',
    'Transfer-Encoding: chunked',
    'Content-Length: 1000000',
    'Content-Length: 500000\r\nExpect: 100-continue',
  ];
  const floods = await Promise.all(
    Array.from({ length: 16 }, (_, n) => open(`${head('/huge', huge[n % 4] ?? '')}`)),
  );
  const piece = Buffer.alloc(64 * 1024, 'a');
  for (const flood of floods) for (let n = 0; n < 4; n++) flood.write(piece);
  const honest = await open(whole('/honest'));
  expect((await honest.response()).status).toBe(200);
  expect(control.asked).toContain('POST /honest');
  // Those that found no place were told so at once; the others took theirs, and not one of those for sign-ins.
  const records = await gateway.recorded(12);
  expect(records.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(10);
  expect(control.connections()).toBeLessThanOrEqual(limits.streamsAtControl + 1);
});
