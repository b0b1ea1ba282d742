import { appConfigOf, appSpecSchema } from '#contracts/app-spec.ts';
import { Fault } from '#contracts/errors.ts';
import { type SystemApp, originOf, systemHost, systemHosts } from '#contracts/hosts.ts';
import {
  type AppConfig,
  type GatewayConfig,
  gatewayConfigSchema,
  type HostCertificate,
  type RollingKey,
} from '#contracts/protocol/app-config.ts';

/** An app as it is stored, as far as gateways are concerned. */
export interface StoredApp {
  readonly id: string;
  readonly name: string;
  readonly host: string | null;
  readonly kind: 'web' | 'tcp' | 'federated';
  readonly system: string | null;
  readonly state: 'enabled' | 'disabled';
  readonly spec: unknown;
}

/** Everything that the configuration of gateways is made of. */
export interface ConfigParts {
  readonly domain: string;
  readonly publicPort: number;
  readonly apps: readonly StoredApp[];
  readonly certificates: readonly HostCertificate[];
  /** Newest first. */
  readonly rollingKeys: readonly RollingKey[];
  readonly claimed: boolean;
  readonly ownAuthority: boolean;
  /** `address:port` of every place where Sallyport itself listens. */
  readonly forbiddenUpstreams: readonly string[];
}

/** The public host of an app: its own, or its name below the domain. */
export function hostOf(app: Pick<StoredApp, 'host' | 'name' | 'system'>, domain: string): string {
  if (isSystemApp(app.system)) return systemHost(app.system, domain);
  return (app.host ?? `${app.name}.${domain}`).toLowerCase();
}

export interface BuiltConfig {
  readonly config: GatewayConfig;
  /** Apps that were left out because they cannot be read, for the log: one broken row must not stop the rest. */
  readonly broken: readonly Fault[];
}

/**
 * Builds the configuration of every gateway, whole. Until somebody owns the installation it has one app only:
 * the setup pages, on the console's host, for everybody who holds the link.
 */
export function buildGatewayConfig(parts: ConfigParts): BuiltConfig {
  const broken: Fault[] = [];
  const served = parts.apps.filter(({ kind, state }) => kind === 'web' && state === 'enabled');
  const read = (app: StoredApp): AppConfig[] => {
    try {
      const system = isSystemApp(app.system) ? app.system : null;
      const config = appConfigOf({ ...app, system, host: hostOf(app, parts.domain) });
      return [withSetup(config, parts)];
    } catch (cause) {
      broken.push(new Fault('config-invalid', `The app ${app.name} cannot be served.`, { cause }));
      return [];
    }
  };
  const config = gatewayConfigSchema.parse({
    domain: parts.domain,
    publicPort: parts.publicPort,
    signInHost: systemHost('signin', parts.domain),
    apps: parts.claimed ? served.flatMap(read) : [setupApp(parts)],
    certificates: parts.certificates,
    rollingKeys: parts.rollingKeys,
    claimed: parts.claimed,
    ownAuthority: parts.ownAuthority,
    forbiddenUpstreams: parts.forbiddenUpstreams,
  });
  return { config, broken };
}

const setupPaths = ['/setup', '/setup/**'];

/**
 * What the setup needs of our own apps for good. Its pages stay public, and on the console's app, so that the one
 * exchange that claims the installation is not cut by its own claim: its answer holds the recovery codes, which
 * nobody can show again. From then on they say that there is an owner. Its last form hands the owner over to the
 * sign-in host, with a ticket of one use.
 */
function withSetup(config: AppConfig, { domain, publicPort }: ConfigParts): AppConfig {
  if (config.system === 'console') return { ...config, publicPaths: setupPaths };
  if (config.system !== 'signin') return config;
  return { ...config, allowedOrigins: [originOf(systemHost('console', domain), publicPort)] };
}

// INVARIANT: nothing but `/setup` is reachable before the installation is claimed: no default password, and no
// console that waits for its first visitor. Not public as a whole, therefore: beside the setup pages every path
// wants a grant, and nobody can have one yet.
function setupApp({ apps, domain }: ConfigParts): AppConfig {
  const spec = { access: 'policy', upstream: { kind: 'control' }, publicPaths: setupPaths };
  return appConfigOf({
    id: apps.find(({ system }) => system === 'console')?.id ?? 'app_setup',
    name: 'setup',
    host: systemHost('console', domain),
    system: 'console',
    spec: appSpecSchema.parse(spec),
  });
}

function isSystemApp(name: string | null): name is SystemApp {
  return name !== null && Object.hasOwn(systemHosts, name);
}
