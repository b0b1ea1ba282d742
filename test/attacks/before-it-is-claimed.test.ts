import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestGateway, testApp, testDomain, type TestGateway } from '#testing/gateway.ts';
import { startTestUpstream, type TestUpstream } from '#testing/gateway-upstream.ts';

// A fresh installation waits for its owner in a network that others reach: there is no default password to
// guess, and nothing to be had before the setup link was used.

let upstream: TestUpstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startTestUpstream();
  const setup = testApp(upstream.url, {
    host: `console.${testDomain}`,
    system: 'console',
    publicPaths: ['/setup', '/setup/**'],
  });
  const open = testApp(upstream.url, { id: 'app_other', access: 'public' });
  gateway = await startTestGateway({ apps: [setup, open], config: { claimed: false } });
});

afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

async function get(host: string, path: string) {
  const client = await gateway.connect(host);
  client.send(`GET ${path} HTTP/1.1`, `Host: ${host}`, gateway.cookie);
  const response = await client.response();
  client.close();
  return response.status;
}

it('serves the setup', async () => {
  const asked = get(`console.${testDomain}`, '/setup');
  const peer = await upstream.accept();
  await peer.head();
  peer.answer('ok');
  expect(await asked).toBe(200);
});

it('serves nothing else, whoever asks with whatever token and however the path is written', async () => {
  const before = upstream.connections;
  for (const path of ['/', '/api/v1/me', '/setups', '/setup/../api/v1/me', '/setup/%2e%2e/', '/SETUP'])
    expect([path, (await get(`console.${testDomain}`, path)) >= 400]).toEqual([path, true]);
  expect(await get(`app.${testDomain}`, '/')).toBe(403);
  expect(upstream.connections).toBe(before);
});
