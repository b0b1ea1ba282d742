import { expect, it } from 'vitest';
import { buildGatewayConfig, type ConfigParts, type StoredApp } from './gateway-config.ts';

const app = (over: Partial<StoredApp>): StoredApp => ({
  id: 'app_1',
  name: 'wiki',
  host: null,
  kind: 'web',
  system: null,
  state: 'enabled',
  spec: { upstream: { kind: 'http', url: 'http://127.0.0.1:8080' } },
  ...over,
});
const parts = (over: Partial<ConfigParts> = {}): ConfigParts => ({
  domain: 'example.org',
  publicPort: 443,
  apps: [app({})],
  certificates: [],
  rollingKeys: [],
  claimed: true,
  ownAuthority: true,
  forbiddenUpstreams: [],
  ...over,
});

it('serves what is enabled and for browsers, on its own host or below the domain', () => {
  const { config } = buildGatewayConfig(
    parts({
      apps: [
        app({}),
        app({ id: 'app_2', host: 'Pay.example.com' }),
        app({ id: 'app_3', state: 'disabled' }),
        app({ id: 'app_4', kind: 'tcp' }),
        app({ id: 'app_5', name: 'anything', system: 'portal', spec: { upstream: { kind: 'control' } } }),
      ],
    }),
  );
  expect(config.apps.map(({ id, host, system }) => [id, host, system])).toEqual([
    ['app_1', 'wiki.example.org', undefined],
    ['app_2', 'pay.example.com', undefined],
    ['app_5', 'portal.example.org', 'portal'],
  ]);
  expect(config.signInHost).toBe('signin.example.org');
});

it('leaves out an app that cannot be read, and says so', () => {
  const { config, broken } = buildGatewayConfig(parts({ apps: [app({ spec: { graceMs: -1 } }), app({})] }));
  expect(config.apps).toHaveLength(1);
  expect(broken.map(({ code }) => code)).toEqual(['config-invalid']);
});

it('serves nothing but the setup pages until somebody owns the installation', () => {
  const { config } = buildGatewayConfig(parts({ claimed: false }));
  expect(config.apps).toHaveLength(1);
  expect(config.apps[0]).toMatchObject({
    host: 'console.example.org',
    access: 'policy',
    publicPaths: ['/setup', '/setup/**'],
    upstream: { kind: 'control' },
  });
});

it('keeps the setup where it was when the installation is claimed, so that its answer is not cut', () => {
  const console_ = app({
    id: 'app_c',
    name: 'console',
    system: 'console',
    spec: { upstream: { kind: 'control' } },
  });
  const [before] = buildGatewayConfig(parts({ claimed: false, apps: [console_] })).config.apps;
  const [after] = buildGatewayConfig(parts({ claimed: true, apps: [console_] })).config.apps;
  for (const key of ['id', 'host', 'access', 'publicPaths'] as const)
    expect(before?.[key]).toEqual(after?.[key]);
});

it('lets the setup hand over to the sign-in host, and nobody else', () => {
  const signin = app({
    id: 'app_s',
    system: 'signin',
    spec: { access: 'public', upstream: { kind: 'control' } },
  });
  const { config } = buildGatewayConfig(parts({ publicPort: 8443, apps: [signin, app({})] }));
  expect(config.apps.map(({ allowedOrigins }) => allowedOrigins)).toEqual([
    ['https://console.example.org:8443'],
    [],
  ]);
});
