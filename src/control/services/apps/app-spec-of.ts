import { newId } from '#base/ids.ts';
import { type AppSpec, appSpecSchema } from '#contracts/app-spec.ts';
import type { AppEdit, NewApp } from '#contracts/api/apps.ts';
import { given } from '../write.ts';
import { checkServing, checkUpstreamUrl } from './app-checks.ts';

/**
 * Makes the stored spec of an app out of the one before and what was asked for. Routes keep their ids by id or
 * name, since decisions and policies name them.
 * @throws Fault `invalid-request`
 */
export function appSpecOf(before: AppSpec | undefined, asked: NewApp | AppEdit): AppSpec {
  checkServing(asked);
  const { upstream, routes, maxBodyBytes } = asked;
  const { graceMs, onChallenge, paths, publicPaths } = asked;
  const { keepHeaders, allowedOrigins, isolated, timeouts } = asked;
  const { maxBodyBytes: limitBefore, ...kept } = before ?? {};
  const limit = maxBodyBytes === undefined ? limitBefore : (maxBodyBytes ?? undefined);
  return appSpecSchema.parse({
    ...kept,
    ...given({ graceMs, onChallenge, paths, publicPaths, keepHeaders, allowedOrigins, isolated, timeouts }),
    ...(upstream === undefined
      ? {}
      : { upstream: { kind: 'http', ...upstream, url: checkUpstreamUrl(upstream.url).origin } }),
    ...(routes === undefined ? {} : { routes: routes.map((route) => keepId(before, route)) }),
    ...(limit === undefined ? {} : { maxBodyBytes: limit }),
  });
}

type RouteAsked = NonNullable<NewApp['routes']>[number];

function keepId(before: AppSpec | undefined, route: RouteAsked) {
  const known = before?.routes.find(({ id, name }) => id === route.id || name === route.name);
  return { ...route, id: known?.id ?? newId('route') };
}
