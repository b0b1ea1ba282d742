import { expect, it } from 'vitest';
import { oneGateway } from '#testing/one-gateway.ts';

// A rule for what needs no sign-in that also matches query or fragment (as in GHSA-7rh7): public paths see
// whole path segments only, and only if every reading agrees.
const publicPaths = ['/status', '/assets/**'];

it.each(['/status', '/assets/a.css', '/assets/x/y?z', '/st%61tus'])(
  '%s is open to everybody',
  async (path) => {
    const { client, upstream, gateway } = await oneGateway({ app: { publicPaths } });
    client.send(`GET ${path} HTTP/1.1`, 'Host: app.test.localhost');
    const peer = await upstream.accept();
    await peer.head();
    peer.answer('open');
    expect((await client.response()).body).toBe('open');
    expect(gateway.access.asked).toEqual([]);
  },
);

it.each([
  ['/secret?path=/status', 401],
  ['/secret?/assets/x', 401],
  ['/statusx', 401],
  ['/x/status', 401],
  ['/status/more', 401],
  ['/secret%23/status', 400],
  ['/secret%3f/status', 400],
  ['/assets/..%2fsecret', 400],
  ['/assets/../secret', 400],
  ['/assets;/../secret', 400],
])('%s is not', async (path, status) => {
  const { client, upstream } = await oneGateway({ app: { publicPaths } });
  client.send(`GET ${path} HTTP/1.1`, 'Host: app.test.localhost');
  expect((await client.response()).status).toBe(status);
  expect(upstream.connections).toBe(0);
});

it('an ambiguous path is public only under every reading', async () => {
  const paths = { allow: [';' as const], ignoreCase: false };
  const { client } = await oneGateway({ app: { publicPaths: ['/a;x/b'], paths } });
  client.send('GET /a;x/b HTTP/1.1', 'Host: app.test.localhost');
  expect((await client.response()).status).toBe(401);
});
