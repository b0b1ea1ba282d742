import { expect, it, vi } from 'vitest';
import { attemptCookiePrefix } from '#contracts/cookies.ts';
import { createHandClock } from '#testing/clock.ts';
import { oneGateway } from '#testing/one-gateway.ts';
import { ConnectionMemory } from './connection-memory.ts';
import { readOwnCookies } from './head/own-cookies.ts';

const attempts = Array.from({ length: 1_000 }, (_, i) => `${attemptCookiePrefix}${i}=x`).join('; ');

it('holds little once its connection is idle, whatever was sent before', async () => {
  const clock = createHandClock();
  const { client } = await oneGateway({ clock });
  const shrink = vi.spyOn(ConnectionMemory.prototype, 'shrink');
  client.send('GET / HTTP/1.1', 'Host: app.test.localhost', 'Accept: */*', `Cookie: ${attempts}`);
  expect((await client.response()).status).toBe(401);
  const key = `Proxy-Authorization: Bearer ${'k'.repeat(20_000)}`;
  client.send('POST / HTTP/1.1', 'Host: app.test.localhost', 'Content-Length: 0', key);
  expect((await client.response()).status).toBe(400);
  clock.advance(2_000);
  const memory = shrink.mock.instances.at(-1);
  shrink.mockRestore();
  expect(memory).toBeInstanceOf(ConnectionMemory);
  expect(memory).toMatchObject({ host: 'app.test.localhost' });
  expect(JSON.stringify({ ...(memory as object), app: undefined, config: undefined }).length).toBeLessThan(
    500,
  );
});

it('remembers a usual cookie while its connection is idle', async () => {
  const clock = createHandClock();
  const { asked, client, gateway } = await oneGateway({ clock });
  const shrink = vi.spyOn(ConnectionMemory.prototype, 'shrink');
  (await asked('GET /')).peer.answer('');
  await client.response();
  await gateway.recorded(1);
  clock.advance(2_000);
  const memory = shrink.mock.instances.at(-1);
  shrink.mockRestore();
  expect(memory).toMatchObject({ block: undefined, cookieField: gateway.cookie.slice('Cookie: '.length) });
});

it('holds nothing of its request while it is a WebSocket', async () => {
  const forget = vi.spyOn(ConnectionMemory.prototype, 'forget');
  const { asked, client } = await oneGateway();
  const { peer } = await asked(
    'GET /ws',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
  );
  peer.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
  );
  expect((await client.response()).status).toBe(101);
  const memory = forget.mock.instances.at(-1);
  forget.mockRestore();
  expect(Object.values(memory as object).filter((kept) => kept !== undefined)).toEqual([]);
});

it('reads no more attempts to sign in than a browser can have', () => {
  expect(readOwnCookies([attempts], 'app').attempts.size).toBe(64);
});
