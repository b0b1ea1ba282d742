import { afterEach } from 'vitest';
import { startTestGateway, testApp, type TestGateway, type TestGatewayOptions } from './gateway.ts';
import type { TestClient } from './gateway-client.ts';
import { startTestUpstream, type TestUpstream, type UpstreamPeer } from './gateway-upstream.ts';

/** A gateway with one app behind it, and a client connected. */
export interface Setting {
  readonly gateway: TestGateway;
  readonly upstream: TestUpstream;
  readonly client: TestClient;
  /** Sends a request of the person who is let in. */
  readonly ask: (line: string, ...fields: readonly string[]) => void;
  /** Sends one, waits for the upstream to get its head, gives both ends. */
  readonly asked: (
    line: string,
    ...fields: readonly string[]
  ) => Promise<{ readonly peer: UpstreamPeer; readonly lines: string[] }>;
}

/** What a test may change. */
export type SettingOptions = Omit<Partial<TestGatewayOptions>, 'apps'> & {
  readonly app?: Parameters<typeof testApp>[1];
};

const open: { gateway: TestGateway; upstream: TestUpstream }[] = [];

afterEach(async () => {
  for (const { gateway, upstream } of open.splice(0)) {
    await gateway.close();
    await upstream.close();
  }
});

/** Starts one; everything is closed after the test. */
export async function oneGateway(options: SettingOptions = {}): Promise<Setting> {
  const { app, ...rest } = options;
  const upstream = await startTestUpstream();
  const gateway = await startTestGateway({ ...rest, apps: [testApp(upstream.url, app)] });
  open.push({ gateway, upstream });
  const client = await gateway.connect();
  const ask = (line: string, ...fields: readonly string[]): void =>
    client.send(`${line} HTTP/1.1`, 'Host: app.test.localhost', gateway.cookie, ...fields);
  return {
    gateway,
    upstream,
    client,
    ask,
    async asked(line, ...fields) {
      ask(line, ...fields);
      const peer = await upstream.accept();
      return { peer, lines: await peer.head() };
    },
  };
}
