import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createUpstreamProbe } from '#control/index.ts';
import { isForbiddenAddress, isOwnListener } from '#gateway/index.ts';

// Whoever may add apps names addresses that are tried from the server: a way to ask the inside on their behalf. They
// learn whether something answers there, and with which status; never of a place that gives away credentials or of
// Sallyport itself, never a byte of what is said, and never by a name that changes its mind.

const asked: string[] = [];
let server: Server;
let port: number;
let bytes = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.host}`);
    if (request.url === '/inside') response.end('the secret of the inside');
    else if (request.headers.host === 'redirects') response.writeHead(302, { location: '/inside' }).end();
    else if (request.headers.host === 'stalls') return;
    else if (request.headers.host === 'endless') {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) bytes += 65_536;
      };
      response.on('drain', more);
      more();
    } else response.end('the secret of the inside');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => void asked.splice(0));

const inside = { address: '127.0.0.1', family: 4 };
const metadata = { address: '169.254.169.254', family: 4 };
type Resolve = NonNullable<Parameters<typeof createUpstreamProbe>[0]['resolve']>;

function probe(resolve?: Resolve) {
  return createUpstreamProbe({
    mayReach: (address) => !isForbiddenAddress(address),
    isOurs: (address, at) => isOwnListener(address, at, ['127.0.0.1:1']),
    domain: 'sallyport.localhost',
    timeoutMs: 1_000,
    ...(resolve === undefined ? {} : { resolve }),
  });
}

it.each([
  'http://169.254.169.254',
  'http://[::ffff:169.254.169.254]',
  'http://[::ffff:a9fe:a9fe]',
  'http://[64:ff9b::a9fe:a9fe]',
  'http://2852039166',
  'http://0xa9fea9fe',
  'http://0251.0376.0251.0376',
  'http://0.0.0.0',
  'http://[::]',
  'http://[fe80::1]',
  'http://[fd00:ec2::254]',
  'http://100.100.100.200',
  'http://224.0.0.1',
])('never tries %s', async (url) => {
  expect(await probe()({ url })).toMatchObject({ reachable: false, code: 'address-forbidden' });
});

it.each(['http://127.0.0.1:1', 'http://localhost:1', 'http://a.localhost:1', 'http://[::ffff:127.0.0.1]:1'])(
  'never tries Sallyport itself at %s',
  async (url) => {
    expect(await probe()({ url })).toMatchObject({ reachable: false, code: 'loops' });
  },
);

it('judges every address of a name, and connects to the one that was judged', async () => {
  const url = `http://app.example.org:${port}`;
  expect(await probe(async () => [inside, metadata])({ url })).toMatchObject({ code: 'address-forbidden' });
  expect(asked).toEqual([]);
  // A name that leads elsewhere from the second time on.
  let times = 0;
  const changing = probe(async () => (times++ === 0 ? [inside] : [metadata]));
  expect(await changing({ url, host: 'first.example.org' })).toMatchObject({ reachable: true });
  expect([times, asked]).toEqual([1, ['GET / first.example.org']]);
});

it('follows nobody, and shows nothing of what is said', async () => {
  const url = `http://127.0.0.1:${port}`;
  const redirected = await probe()({ url, host: 'redirects' });
  expect(asked.some((line) => line.includes('/inside'))).toBe(false);
  const answered = await probe()({ url });
  for (const said of [redirected, answered]) expect(JSON.stringify(said)).not.toContain('secret');
});

it('bounds time, names included, and bytes', async () => {
  const url = `http://127.0.0.1:${port}`;
  expect(await probe()({ url, host: 'stalls' })).toMatchObject({ reachable: false, code: 'too-slow' });
  const silent = probe(() => new Promise(() => {}));
  expect(await silent({ url: 'http://app.example.org' })).toMatchObject({ code: 'too-slow' });
  await probe()({ url, host: 'endless' });
  expect(bytes).toBeLessThan(16 * 1024 * 1024);
});
