import { expect, it } from 'vitest';
import { startTestGateway, testApp } from '#testing/gateway.ts';
import { startTestUpstream } from '#testing/gateway-upstream.ts';

it('reads from an upstream socket again after a response that was too much for its client at once', async () => {
  const upstream = await startTestUpstream();
  const gateway = await startTestGateway({ apps: [testApp(upstream.url)] });
  const client = await gateway.connect();
  const serve = async (): Promise<never> => {
    const peer = await upstream.accept();
    for (;;) {
      const [line = ''] = await peer.head();
      peer.answer('x'.repeat(Number(line.split('/')[1]?.split(' ')[0])));
    }
  };
  serve().catch(() => undefined); // ends with the connection
  for (let turn = 0; turn < 40; turn += 1) {
    const size = 320_000 + turn * 13_337;
    client.send(`GET /${size} HTTP/1.1`, 'Host: app.test.localhost', gateway.cookie);
    expect((await client.response()).body.length).toBe(size);
  }
  expect(upstream.connections).toBe(1);
  client.close();
  await gateway.close();
  await upstream.close();
});
