import type { PathRules } from '#base/canonical-path.ts';
import {
  createPathMatcher,
  createRouteMatcher,
  type PathMatcher,
  type RouteMatcher,
} from '#base/match-route.ts';
import { controlCookiePrefix } from '#contracts/cookies.ts';
import { originOf } from '#contracts/hosts.ts';
import type { AppConfig, GatewayConfig } from '#contracts/protocol/app-config.ts';
import { foldFieldName, plain } from '../engine/head/field-table.ts';
import { requestField, requestFields } from '../engine/head/request-fields.ts';
import type { UpstreamPool } from '../engine/upstream/upstream-pool.ts';

/** An app made ready to serve: all that can be worked out before a request comes. */
export interface ServedApp {
  readonly config: AppConfig;
  /** The origin under which browsers know it. */
  readonly origin: string;
  /** Whether the path has a say: then it is read strictly. */
  readonly pathDecides: boolean;
  readonly pathRules: PathRules;
  readonly routes: RouteMatcher;
  readonly publicPaths: PathMatcher;
  /** Origins that may call it from scripts and open WebSockets to it, its own included. */
  readonly origins: ReadonlySet<string>;
  /** Lower-case names of headers that it gets although they are else stripped. */
  readonly keep: ReadonlySet<string>;
  /** `Host` towards the upstream, when it is not the public one. */
  readonly host: string | undefined;
  /** Whether our own pages are behind it. */
  readonly audience: 'app' | 'control';
  readonly ownCookies: string | undefined;
  readonly pool: UpstreamPool;
  /** Another one for requests whose body may come slowly; absent where that bothers nobody. */
  readonly streams: UpstreamPool | undefined;
}

/** Makes the connections of an app's upstream, for all that is asked or for what may come slowly. */
export type MakePool = (app: AppConfig, kind: 'all' | 'streams') => UpstreamPool;

/** Whether strangers ask control itself by this app: what they take there, others wait for. */
export function isForStrangers({ access, upstream }: AppConfig): boolean {
  return access === 'public' && upstream.kind === 'control';
}

/** Makes an app ready. */
export function serveApp(config: AppConfig, gateway: GatewayConfig, makePool: MakePool): ServedApp {
  const origin = originOf(config.host, gateway.publicPort);
  const { ignoreCase } = config.paths;
  const control = config.upstream.kind === 'control';
  return {
    config,
    origin,
    pathDecides: config.routes.length > 0 || config.publicPaths.length > 0,
    pathRules: config.paths,
    routes: createRouteMatcher(config.routes, { ignoreCase }),
    publicPaths: createPathMatcher(config.publicPaths, { ignoreCase }),
    origins: new Set([origin, ...config.allowedOrigins]),
    keep: keptNames(config),
    host: config.upstream.kind === 'http' ? config.upstream.host : undefined,
    audience: control ? 'control' : 'app',
    ownCookies: control ? controlCookiePrefix.toLowerCase() : undefined,
    pool: makePool(config, 'all'),
    streams: isForStrangers(config) ? makePool(config, 'streams') : undefined,
  };
}

/**
 * Which stripped headers an app may get back. Never ours; and never those that change path or method where
 * the path has decided, since the application would then do something else than what was allowed.
 */
function keptNames(config: AppConfig): ReadonlySet<string> {
  const names = config.keepHeaders.map((name) => name.toLowerCase());
  const decides = config.routes.length > 0 || config.publicPaths.length > 0;
  const kept = names.filter((name) => {
    // By the folded name: what an application reads as ours is ours, however it is written.
    const folded = foldFieldName(name);
    const kind = requestFields.kindOf(folded);
    if (kind === plain || /^(?:x-)?sallyport-/.test(folded) || hopByHop.has(folded)) return false;
    return kind !== requestField.override || !decides;
  });
  return new Set(kept);
}

const hopByHop: ReadonlySet<string> = new Set([
  'keep-alive',
  'te',
  'proxy-connection',
  'proxy-authorization',
]);
