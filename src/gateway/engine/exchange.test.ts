import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestGateway, testApp, type TestGateway } from '#testing/gateway.ts';
import { startTestUpstream, type TestUpstream } from '#testing/gateway-upstream.ts';

let upstream: TestUpstream;
let gateway: TestGateway;
const host = 'Host: app.test.localhost';

beforeEach(async () => {
  upstream = await startTestUpstream();
  gateway = await startTestGateway({ apps: [testApp(upstream.url)] });
});

afterEach(async () => {
  await gateway.close();
  await upstream.close();
});

describe('an exchange', () => {
  it('forwards a request and its answer', async () => {
    const client = await gateway.connect();
    client.send('GET /x?y=1 HTTP/1.1', host, gateway.cookie, 'Accept: */*');
    const peer = await upstream.accept();
    expect(await peer.head()).toEqual([
      'GET /x?y=1 HTTP/1.1',
      host,
      'Accept: */*',
      'Forwarded: for=127.0.0.1;host="app.test.localhost";proto=https',
      'X-Forwarded-For: 127.0.0.1',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Host: app.test.localhost',
      'Sallyport-Assertion: signed',
    ]);
    peer.answer('hello', 'X-A: b');
    const response = await client.response();
    expect(response).toMatchObject({ status: 200, body: 'hello' });
    expect(response.fields.get('x-a')).toBe('b');
    const [record] = await gateway.recorded(1);
    expect(record).toMatchObject({
      status: 200,
      path: '/x',
      app: 'app_test',
      person: 'per_test',
      protocol: 'http',
    });
  });
});
