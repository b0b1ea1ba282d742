import { connect, type AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { createTestAuthority } from '#testing/certificates.ts';
import { createHandClock } from '#testing/clock.ts';
import { oneGateway } from '#testing/one-gateway.ts';

// Memory and time spent on people nobody knows (as in GHSA-q8g9): every bound holds before anything is known.
it('holds only so many unknown connections of one address, and people who are known do not count', async () => {
  const { gateway, asked, client } = await oneGateway({ limits: { unknownPerAddress: 3 } });
  const { peer } = await asked('GET /');
  peer.answer('known');
  await client.response();
  const strangers = [await gateway.connect(), await gateway.connect(), await gateway.connect()];
  await expect(gateway.connect()).rejects.toThrow(/closed|ECONNRESET|disconnected/);
  strangers[0]?.close();
  await strangers[0]?.watch.end();
  // The place comes back when the gateway has seen the close.
  for (;;) {
    const next = await gateway.connect().catch(() => undefined);
    if (next !== undefined) break;
  }
  expect(
    gateway.metrics.read('sallyport_client_connections_refused_total', { cause: 'address-limit' }),
  ).toBeGreaterThan(0);
});

it('holds a connection for unknown however often it was served what is open to all', async () => {
  const { gateway, upstream } = await oneGateway({
    limits: { unknownPerAddress: 2 },
    app: { publicPaths: ['/open/**'] },
  });
  const stranger = await gateway.connect();
  stranger.send('GET /open/page HTTP/1.1', 'Host: app.test.localhost');
  const peer = await upstream.accept();
  await peer.head();
  peer.answer('to all');
  expect((await stranger.response()).body).toBe('to all');
  // The client of the setting and this one hold both places.
  await expect(gateway.connect()).rejects.toThrow(/closed|ECONNRESET|disconnected/);
});

it('keeps no place at control for somebody who says that their connection is signed in', async () => {
  const authority = createTestAuthority();
  const pair = authority.issueHosts('control.test');
  const control = createServer({ cert: pair.certificate, key: pair.privateKey }, (socket) => {
    socket.on('error', () => {});
    socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
  });
  await new Promise<void>((resolve) => void control.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => void control.close());
  const { port } = control.address() as AddressInfo;
  const { gateway } = await oneGateway({
    limits: { strangersPerAddress: 1 },
    app: { access: 'public', upstream: { kind: 'control' } },
    control: () => ({
      address: { host: '127.0.0.1', port },
      tls: { ca: authority.certificate, servername: 'control.test' },
    }),
  });
  for (let i = 1; i <= 3; i++) {
    const client = await gateway.connect();
    client.send('GET / HTTP/1.1', 'Host: app.test.localhost', 'Authorization: NTLM AAAA');
    expect((await client.response()).status).toBe(200);
    await gateway.recorded(i);
  }
});

it('counts connections that never finish the handshake', async () => {
  const { gateway } = await oneGateway({ limits: { unknownPerAddress: 3, handshakeMs: 60_000 } });
  const open = () =>
    new Promise<ReturnType<typeof connect>>((resolve) => {
      const socket = connect(gateway.port, '127.0.0.1', () => resolve(socket));
    });
  // One place is taken by the client of the setting.
  const silent = [await open(), await open()];
  await expect(gateway.connect()).rejects.toThrow(/closed|ECONNRESET|disconnected/);
  for (const socket of silent) socket.destroy();
});

it('ends a handshake that does not come', async () => {
  const { gateway } = await oneGateway({ limits: { handshakeMs: 1_500 } });
  const socket = connect(gateway.port, '127.0.0.1');
  await new Promise<void>((resolve) => void socket.on('close', () => resolve()).on('error', () => {}));
  expect(gateway.metrics.read('sallyport_tls_handshakes_total', { result: 'failed' })).toBe(1);
});

it('bounds a head, whole or in drops', async () => {
  const { client, gateway } = await oneGateway({ limits: { headBytes: 2000 } });
  client.write(`GET / HTTP/1.1\r\nHost: app.test.localhost\r\nX: ${'a'.repeat(3000)}`);
  expect((await client.response()).status).toBe(431);
  await client.watch.end();
  const slow = await gateway.connect();
  const drops = setInterval(() => slow.write(`X: ${'a'.repeat(200)}\r\n`), 1);
  slow.write('GET / HTTP/1.1\r\nHost: app.test.localhost\r\n');
  expect((await slow.response()).status).toBe(431);
  clearInterval(drops);
});

it('does not wait forever for a head or for the next request', async () => {
  const clock = createHandClock();
  const { client, gateway } = await oneGateway({ clock });
  client.write('GET / HTTP/1.1\r\nHost: app.test.localhost\r\n');
  const quiet = await gateway.connect();
  // Both are known to the gateway once a third was answered.
  const third = await gateway.connect();
  third.send('GET / HTTP/1.1', 'Host: app.test.localhost');
  expect((await third.response()).status).toBe(401);
  clock.advance(20_000);
  expect((await client.response()).status).toBe(400);
  await quiet.watch.end();
  expect(third.watch.ended).toBe('no');
  clock.advance(80_000);
  await third.watch.end();
});

it('reads no body of somebody who is not signed in', async () => {
  const { client, upstream, gateway } = await oneGateway();
  client.send('POST / HTTP/1.1', 'Host: app.test.localhost', 'Content-Length: 100000000');
  client.write(Buffer.alloc(1_000_000));
  expect((await client.response()).status).toBe(401);
  await client.watch.end();
  expect(upstream.connections).toBe(0);
  expect(gateway.records).toMatchObject([{ status: 401, bytesIn: 0 }]);
});

it('bounds a body by what the app allows, said or unsaid', async () => {
  const said = await oneGateway({ app: { maxBodyBytes: 10 } });
  said.ask('POST /', 'Content-Length: 11');
  expect((await said.client.response()).status).toBe(413);
  const unsaid = await oneGateway({ app: { maxBodyBytes: 10 } });
  const { peer } = await unsaid.asked('POST /', 'Transfer-Encoding: chunked');
  unsaid.client.write('b\r\n12345678901\r\n0\r\n\r\n');
  expect((await unsaid.client.response()).status).toBe(413);
  expect(await peer.watch.end()).toBe('reset');
});

it('asks about a dead token once, and lets nobody make it ask without end', async () => {
  const { client, gateway } = await oneGateway();
  const { mintToken } = await import('#gateway/index.ts');
  const keys = gateway.access.config()?.rollingKeys ?? [];
  const dead = mintToken(keys)?.token ?? '';
  for (let i = 0; i < 3; i++) {
    client.send('GET / HTTP/1.1', 'Host: app.test.localhost', `Cookie: __Host-sallyport=${dead}`);
    expect((await client.response()).status).toBe(401);
  }
  expect(gateway.access.asked).toHaveLength(1);
  const statuses = new Set<number>();
  for (let i = 0; i < 60; i++) {
    const other = mintToken(keys)?.token ?? '';
    client.send('GET / HTTP/1.1', 'Host: app.test.localhost', `Cookie: __Host-sallyport=${other}`);
    statuses.add((await client.response()).status);
  }
  expect(statuses).toEqual(new Set([401, 429]));
  expect(gateway.access.asked.length).toBeLessThan(40);
});

it('a made-up token is not asked about at all', async () => {
  const { client, gateway } = await oneGateway();
  client.send('GET / HTTP/1.1', 'Host: app.test.localhost', `Cookie: __Host-sallyport=a${'A'.repeat(54)}`);
  expect((await client.response()).status).toBe(401);
  expect(gateway.access.asked).toEqual([]);
});
