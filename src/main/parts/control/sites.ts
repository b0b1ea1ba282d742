import { X509Certificate } from 'node:crypto';
import type { Clock } from '#base/clock.ts';
import { systemHost } from '#contracts/hosts.ts';
import {
  type Api,
  type Caller,
  type ConsoleFiles,
  type Ground,
  type Identify,
  type Site,
  arrivalOf,
  createConsolePages,
  createPortalPages,
  createSetupPages,
  createSignInPages,
} from '#control/index.ts';
import type { Identity } from '#identity/index.ts';
import { type Log, reportFault } from '#observe/index.ts';
import { unusualDataDir } from '../../unusual-data-dir.ts';
import type { ControlWork } from '../work.ts';
import type { Foundation } from './foundation.ts';
import { createPortalApps } from './portal-apps.ts';

export interface SitesOptions {
  readonly foundation: Foundation;
  readonly identity: Identity;
  readonly api: Api;
  /** Who reads the portal. */
  readonly identifyOnPortal: Identify;
  readonly consoleFiles: ConsoleFiles;
  readonly work: ControlWork;
  readonly clock: Clock;
  readonly log: Log;
}

/** Puts together our own hosts: sign-in, portal, console and API, by name. */
export function openSites(options: SitesOptions): ReadonlyMap<string, Site> {
  const { foundation, identity, api, identifyOnPortal, work, clock, log } = options;
  const { strangers, keyring } = foundation;
  const { domain, port: publicPort } = work.configuration.general;
  const place = { domain, publicPort };
  const report = (fault: unknown): string => reportFault(log, fault).errorId;
  const organisation = async (): Promise<string | undefined> => {
    const row = await strangers.settings.find('organisation');
    return typeof row?.value === 'string' ? row.value : undefined;
  };
  const whoIs = async (request: Request): Promise<Caller | undefined> =>
    (await identifyOnPortal(arrivalOf(request, 'gateway')))?.caller;
  const portalApps = createPortalApps({
    foundation,
    domain,
    clock,
    usualZone: work.configuration.general.zone,
  });
  const signIn = createSignInPages({
    ...place,
    identity,
    clock,
    rollingKeys: () => keyring.rollingKeys(),
    registeredApp: (host) => portalApps.registered(host),
    organisation,
    report,
  });
  const setup = createSetupPages({ ...place, identity, report, ground: groundOf(options) });
  const portal = createPortalPages({
    ...place,
    sessions: identity.sessions,
    methods: identity.methods,
    ...(identity.own === undefined ? {} : { reports: identity.own.reports }),
    clock,
    identify: whoIs,
    apps: () => portalApps.all(),
    mayOpen: (caller, apps) => portalApps.mayOpen(caller, apps),
    organisation,
    hasProviders: async () => ((await identity.providers?.federation.choices()) ?? []).length > 0,
    report,
  });
  const pages = createConsolePages(options.consoleFiles);
  const ownApi: Site = (request) => api.fetch(request, 'gateway');
  const host = (name: Parameters<typeof systemHost>[0]) => systemHost(name, domain);
  return new Map<string, Site>([
    [host('signin'), (request) => (pathOf(request) === jwksPath ? jwks(foundation) : signIn.fetch(request))],
    [host('portal'), (request) => portal.fetch(request)],
    [host('api'), ownApi],
    [
      host('console'),
      (request) => {
        if (isApi(request)) return ownApi(request);
        if (/^\/setup(\/|$)/.test(pathOf(request))) return setup.fetch(request);
        return pages.fetch(request);
      },
    ],
  ]);
}

/** What the setup tells of the installation: who vouches for its certificate, and how commands find it. */
function groundOf({ foundation, work }: SitesOptions): Ground {
  return {
    certificate() {
      if (work.hostCertificate !== undefined) return { kind: 'given' };
      const [authority = ''] = foundation.keyring.authorities();
      return { kind: 'own-authority', fingerprint: new X509Certificate(authority).fingerprint256 };
    },
    dataDir: unusualDataDir(work.rootKey.dataDir),
  };
}

/** Where upstreams find the keys that verify assertions (RFC 7517). */
const jwksPath = '/.well-known/jwks.json';

function jwks({ keyring }: Foundation): Response {
  return Response.json(keyring.jwks('assertion'), { headers: { 'cache-control': 'public, max-age=300' } });
}

function pathOf(request: Request): string {
  return new URL(request.url).pathname;
}

function isApi(request: Request): boolean {
  return pathOf(request).startsWith('/api/');
}
