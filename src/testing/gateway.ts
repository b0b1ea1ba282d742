import { systemClock, type Clock } from '#base/clock.ts';
import type { AccessRecord } from '#contracts/events.ts';
import type { AppConfig, GatewayConfig } from '#contracts/protocol/app-config.ts';
import {
  createGatewayListener,
  mintToken,
  readToken,
  type GatewayListener,
  type GatewayListenerOptions,
} from '#gateway/index.ts';
import { createMetrics, type Metrics } from '#observe/index.ts';
import { createTestAuthority } from './certificates.ts';
import { connectClient, type TestClient } from './gateway-client.ts';
import { createFakeAccess, type FakeAccess, type FakeGrant } from './fake-access.ts';

/** The host that test apps live under. */
export const testDomain = 'test.localhost';

const authority = createTestAuthority();
const certificate = authority.issueHosts(`*.${testDomain}`, testDomain);
const rollingKeys = [{ id: 'a', secret: Buffer.alloc(32, 7).toString('base64url') }];

/** An app's configuration with everything at its plainest. */
export function testApp(upstream: string, changes: Partial<AppConfig> = {}): AppConfig {
  return {
    id: 'app_test',
    name: 'test',
    host: `app.${testDomain}`,
    access: 'policy',
    upstream: { kind: 'http', url: upstream },
    graceMs: 15_000,
    onChallenge: 'cut',
    routes: [],
    paths: { allow: [], ignoreCase: false },
    publicPaths: [],
    keepHeaders: [],
    allowedOrigins: [],
    isolated: false,
    timeouts: { connectMs: 5_000, responseMs: 10_000, idleMs: 10_000, streamIdleMs: 0 },
    ...changes,
  };
}

/** A gateway's configuration for some apps. */
export function testConfig(apps: readonly AppConfig[], changes: Partial<GatewayConfig> = {}): GatewayConfig {
  return {
    domain: testDomain,
    publicPort: 443,
    signInHost: `signin.${testDomain}`,
    apps: [...apps],
    certificates: [{ names: [`*.${testDomain}`], ...certificate }],
    rollingKeys,
    claimed: true,
    ownAuthority: true,
    forbiddenUpstreams: [],
    ...changes,
  };
}

/** A gateway's listener on a port of its own, over fake grants, with one person let in. */
export interface TestGateway {
  readonly port: number;
  readonly access: FakeAccess;
  readonly grant: FakeGrant;
  /** A token that is let in, and the Cookie line that carries it. */
  readonly token: string;
  readonly cookie: string;
  readonly records: AccessRecord[];
  readonly faults: unknown[];
  readonly metrics: Metrics;
  readonly listener: GatewayListener;
  /** Opens a TLS connection for a host name, the test app's by default. */
  connect(serverName?: string): Promise<TestClient>;
  /** Waits until so many exchanges were recorded. */
  recorded(count: number): Promise<readonly AccessRecord[]>;
  close(): Promise<void>;
}

/** What a test may change about its gateway. */
export interface TestGatewayOptions {
  readonly apps: readonly AppConfig[];
  readonly config?: Partial<GatewayConfig>;
  readonly limits?: GatewayListenerOptions['limits'];
  readonly clock?: Clock;
  readonly resolve?: GatewayListenerOptions['resolve'];
  readonly control?: GatewayListenerOptions['control'];
}

/** Starts one on the loopback. */
export async function startTestGateway(options: TestGatewayOptions): Promise<TestGateway> {
  const access = createFakeAccess(testConfig(options.apps, options.config));
  const token = mintToken(rollingKeys)?.token ?? '';
  const grant = access.admit(readToken(rollingKeys, token) ?? '');
  const records: AccessRecord[] = [];
  const faults: unknown[] = [];
  const waiting = new Set<() => void>();
  const metrics = createMetrics({ part: 'test', own: 'ours-only' });
  const listener = createGatewayListener({
    access,
    metrics,
    clock: options.clock ?? systemClock,
    record(record) {
      records.push(record);
      for (const check of waiting) check();
    },
    report: (fault) => void faults.push(fault),
    control: options.control ?? (() => undefined),
    ...(options.limits !== undefined && { limits: options.limits }),
    ...(options.resolve !== undefined && { resolve: options.resolve }),
  });
  const { port } = await listener.listen({ host: '127.0.0.1', port: 0 });
  return {
    port,
    access,
    grant,
    token,
    cookie: `Cookie: __Host-sallyport=${token}`,
    records,
    faults,
    metrics,
    listener,
    connect: (serverName = `app.${testDomain}`) => connectClient(port, serverName, authority.certificate),
    recorded: (count) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (records.length < count) return;
          waiting.delete(check);
          resolve(records);
        };
        waiting.add(check);
        check();
      }),
    close: () => listener.close(0),
  };
}
