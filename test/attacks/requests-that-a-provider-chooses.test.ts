import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isForbiddenAddress, isOwnListener } from '#gateway/index.ts';
import { createOutbound, type Outbound } from '#identity/index.ts';
import { createTestAuthority } from '#testing/certificates.ts';

// The issuer is an administrator's text, and every other address is the provider's own: neither may have us ask the
// inside on somebody's behalf.
const authority = createTestAuthority();
const asked: string[] = [];
let server: Server;
let port: number;

beforeAll(async () => {
  const { certificate, privateKey } = authority.issueHosts('idp.localhost');
  server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/away') response.writeHead(302, { location: '/inside' }).end();
    else response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const outbound = (): Outbound =>
  createOutbound({
    mayReach: (address, at) => !isForbiddenAddress(address) && !isOwnListener(address, at, ['127.0.0.1:1']),
    timeoutMs: 3_000,
  });
const fault = (url: string, reach: 'public' | 'private') =>
  outbound()({ url, method: 'GET', headers: {} }, { reach, ca: authority.certificate }).then(
    ({ status }) => status,
    (error: { fault?: string }) => error.fault,
  );

it.each([
  'https://169.254.169.254/latest/meta-data',
  'https://[::ffff:169.254.169.254]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[64:ff9b::a9fe:a9fe]/',
  'https://2852039166/',
  'https://0xa9fea9fe/',
  'https://0.0.0.0/',
  'https://[::]/',
  'https://[fe80::1]/',
  'https://[fd00:ec2::254]/',
  'https://100.100.100.200/',
  'https://224.0.0.1/',
])('never asks %s, whatever the settings say', async (url) => {
  expect(await fault(url, 'private')).toBe('address-forbidden');
  expect(await fault(url, 'public')).toBe('address-forbidden');
});

it.each([
  'https://127.0.0.1/',
  'https://127.1/',
  'https://localhost/',
  'https://idp.localhost/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://192.168.0.1/',
  'https://100.64.0.1/',
  'https://[fc00::1]/',
])('asks %s only where a provider is said to be private', async (url) => {
  expect(await fault(url, 'public')).toBe('address-forbidden');
});

it('never asks Sallyport itself', async () => {
  expect(await fault('https://127.0.0.1:1/', 'private')).toBe('address-forbidden');
});

it('judges every address of a name, once, and bounds the time of the name itself', async () => {
  const loopback = { address: '127.0.0.1', family: 4 };
  const metadata = { address: '169.254.169.254', family: 4 };
  const ask = (resolve: () => Promise<(typeof loopback)[]>) =>
    createOutbound({ mayReach: (address) => !isForbiddenAddress(address), timeoutMs: 1_000, resolve })(
      { url: `https://idp.localhost:${port}/named`, method: 'GET', headers: {} },
      { reach: 'private', ca: authority.certificate },
    );
  await expect(ask(async () => [loopback, metadata])).rejects.toMatchObject({ fault: 'address-forbidden' });
  let times = 0;
  const changing = async () => (times++ === 0 ? [loopback] : [metadata]);
  expect([(await ask(changing)).status, times]).toEqual([200, 1]);
  await expect(ask(() => new Promise(() => {}))).rejects.toMatchObject({ fault: 'too-slow' });
  asked.splice(0);
});

it('speaks nothing but https, shows no name or password, and follows nobody', async () => {
  expect(await fault(`http://idp.localhost:${port}/`, 'private')).toBe('insecure-address');
  expect(await fault('file:///etc/passwd', 'private')).toBe('insecure-address');
  expect(await fault(`https://a:b@idp.localhost:${port}/`, 'private')).toBe('insecure-address');
  expect(await fault(`https://idp.localhost:${port}/away`, 'private')).toBe(302);
  expect(await fault(`https://idp.localhost:${port}/`, 'private')).toBe(200);
  expect(asked).toEqual(['/away', '/']);
});

it('believes no certificate that is for another name or of an unknown authority', async () => {
  expect(await fault(`https://other.localhost:${port}/`, 'private')).toBe('certificate-for-another');
  const unknown = createOutbound({ mayReach: () => true });
  const asking = unknown(
    { url: `https://idp.localhost:${port}/`, method: 'GET', headers: {} },
    { reach: 'private' },
  );
  await expect(asking).rejects.toMatchObject({ fault: 'certificate-unknown' });
});
