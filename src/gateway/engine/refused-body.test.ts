import { expect, it } from 'vitest';
import { createHandClock } from '#testing/clock.ts';
import { oneGateway } from '#testing/one-gateway.ts';

const stranger = ['Host: app.test.localhost', 'Content-Type: application/x-www-form-urlencoded'] as const;

it('goes on over the same connection after a refused form, however the form comes', async () => {
  const { client, gateway, upstream } = await oneGateway();
  client.write(`POST /a HTTP/1.1\r\n${stranger.join('\r\n')}\r\nContent-Length: 5\r\n\r\n12345`);
  const first = await client.response();
  expect([first.status, first.fields.get('connection')]).toEqual([401, undefined]);
  client.send('POST /b HTTP/1.1', ...stranger, 'Content-Length: 10');
  expect((await client.response()).status).toBe(401);
  // The body looks like a request, and is none.
  client.write('GET /smug');
  client.write('gGET /c HTTP/1.1\r\nHost: app.test.localhost\r\n\r\n');
  expect((await client.response()).status).toBe(401);
  expect(gateway.records.map(({ path }) => path)).toEqual(['/a', '/b', '/c']);
  expect(gateway.metrics.read('sallyport_tls_handshakes_total', { result: 'ok' })).toBe(1);
  expect(upstream.connections).toBe(0);
});

it.each([
  ['a length that is large', ['Content-Length: 16385']],
  ['chunks, whose end is not said beforehand', ['Transfer-Encoding: chunked']],
  ['a body that may come or not', ['Content-Length: 5', 'Expect: 100-continue']],
  ['a client that wants no more', ['Content-Length: 5', 'Connection: close']],
])('ends the connection after a refusal where something is in doubt: %s', async (_name, fields) => {
  const { client, gateway } = await oneGateway();
  client.send('POST / HTTP/1.1', ...stranger, ...fields);
  const refusal = await client.response();
  expect([refusal.status, refusal.fields.get('connection')]).toEqual([401, 'close']);
  client.send('GET /second HTTP/1.1', 'Host: app.test.localhost');
  await client.watch.end();
  expect(gateway.records.map(({ path }) => path)).toEqual(['/']);
});

it('ends it too when the upstream broke in the middle of a body', async () => {
  const { client, asked } = await oneGateway();
  const { peer } = await asked('POST /', 'Content-Length: 10');
  client.write('1234');
  await peer.watch.until((text) => text.includes('1234'));
  peer.socket.destroy();
  const broken = await client.response();
  expect([broken.status, broken.fields.get('connection')]).toEqual([502, 'close']);
  await client.watch.end();
});

it('waits for such a body no longer than two seconds', async () => {
  const clock = createHandClock();
  const { client } = await oneGateway({ clock });
  client.send('POST / HTTP/1.1', ...stranger, 'Content-Length: 10');
  expect((await client.response()).status).toBe(401);
  clock.advance(1_400);
  client.write('123456789');
  clock.advance(1_400);
  await client.watch.end();
});
