import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createTestAuthority } from '#testing/certificates.ts';
import { createUpstreamProbe } from './probe-upstream.ts';

const open: TcpServer[] = [];

async function listen(server: TcpServer): Promise<number> {
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  for (const server of open.splice(0)) {
    if ('closeAllConnections' in server) (server as Server).closeAllConnections();
    server.close();
  }
});

const probe = (more: Partial<Parameters<typeof createUpstreamProbe>[0]> = {}) =>
  createUpstreamProbe({
    mayReach: (address) => !address.startsWith('169.254.'),
    isOurs: () => false,
    domain: 'd.example',
    timeoutMs: 3_000,
    ...more,
  });

const answering = (handle: (host: string | undefined) => [status: number, location?: string]) =>
  listen(
    createServer((request, response) => {
      const [status, location] = handle(request.headers.host);
      response.writeHead(status, location === undefined ? {} : { location }).end();
    }),
  );

const authority = createTestAuthority();
const secure = (...names: string[]) => {
  const { certificate, privateKey } = authority.issueHosts(...names);
  return listen(createTlsServer({ cert: certificate, key: privateKey }, (_, response) => response.end()));
};

it('says that it answers, by the name that people will use', async () => {
  const asked: (string | undefined)[] = [];
  const port = await answering((host) => {
    asked.push(host);
    return [200];
  });
  const found = await probe()({ url: `http://127.0.0.1:${port}`, host: 'wiki.d.example' });
  expect(found).toMatchObject({ reachable: true, code: 'answered', status: 200 });
  expect(asked).toEqual(['wiki.d.example']);
});

it('tells an application that knows itself by another name from one that is broken', async () => {
  const picky = await answering((host) => [host?.startsWith('127.') === true ? 200 : 400]);
  const found = await probe()({ url: `http://127.0.0.1:${picky}`, host: 'wiki.d.example' });
  expect(found).toMatchObject({ reachable: false, code: 'wrong-host', status: 400 });
  const broken = await answering(() => [500]);
  expect(await probe()({ url: `http://127.0.0.1:${broken}`, host: 'wiki.d.example' })).toMatchObject({
    reachable: true,
    said: expect.stringContaining('does not work at this moment') as string,
  });
});

it('sees that it would go round in a circle, by the place or by where it is sent', async () => {
  const port = await answering(() => [302, 'https://signin.d.example:8443/start']);
  const url = `http://127.0.0.1:${port}`;
  expect((await probe()({ url, host: 'wiki.d.example' })).code).toBe('loops');
  expect((await probe({ isOurs: (_, at) => at === port })({ url })).code).toBe('loops');
});

it('sees an application that sends people back to where they are, and one that wants encryption', async () => {
  const back = await answering((host) => [301, `https://${host}/`]);
  const found = await probe()({ url: `http://127.0.0.1:${back}`, host: 'wiki.d.example' });
  expect(found).toMatchObject({ reachable: false, code: 'loops', status: 301 });
  expect(found.said).toContain('X-Forwarded-Proto');
  const told = await answering(() => [302, '/login']);
  expect(await probe()({ url: `http://127.0.0.1:${told}`, host: 'wiki.d.example' })).toMatchObject({
    reachable: true,
  });
  const plain = await answering(() => [400]);
  expect((await probe()({ url: `http://127.0.0.1:${plain}` })).said).toContain(`https://127.0.0.1:${plain}`);
});

it('names each way in which nothing comes back', async () => {
  const closed = await answering(() => [200]);
  open[0]?.close();
  const greeter = await listen(createTcpServer((socket) => socket.end('220 mail.example ESMTP\r\n')));
  const silent = await listen(createTcpServer(() => undefined));
  const plain = await answering(() => [200]);
  const codeOf = async (url: string, timeoutMs = 3_000) => (await probe({ timeoutMs })({ url })).code;
  expect(await codeOf(`http://127.0.0.1:${closed}`)).toBe('refused');
  expect(await codeOf(`http://127.0.0.1:${greeter}`)).toBe('not-http');
  expect(await codeOf(`http://127.0.0.1:${silent}`, 100)).toBe('too-slow');
  expect(await codeOf(`https://127.0.0.1:${plain}`)).toBe('tls-broken');
  expect(await codeOf('http://169.254.169.254')).toBe('address-forbidden');
  expect(await codeOf('http://nowhere.invalid')).toBe('name-unknown');
});

it('tells an unknown authority from a certificate for another name', async () => {
  const port = await secure('wiki.inside.example');
  const url = `https://localhost:${port}`;
  expect(await probe()({ url })).toMatchObject({ reachable: false, code: 'tls-untrusted' });
  const ca = authority.certificate;
  expect(await probe()({ url, ca })).toMatchObject({
    code: 'tls-wrong-name',
    said: expect.stringContaining('wiki.inside.example') as string,
  });
  expect(await probe()({ url, ca, serverName: 'wiki.inside.example' })).toMatchObject({ reachable: true });
});

it('follows no redirect', async () => {
  let asked = 0;
  const target = await answering(() => {
    asked += 1;
    return [200];
  });
  const port = await answering(() => [302, `http://127.0.0.1:${target}/secret`]);
  expect((await probe()({ url: `http://127.0.0.1:${port}` })).status).toBe(302);
  expect(asked).toBe(0);
});
