import { canonicalPath } from '#base/canonical-path.ts';
import { createPathMatcher, createRouteMatcher } from '#base/match-route.ts';
import type { RouteFacts } from '#contracts/access.ts';
import type { WhyQuestion } from '#contracts/api/decisions.ts';
import { appSpecSchema } from '#contracts/app-spec.ts';
import type { AppRow } from '#store/index.ts';
import { wrongField } from '../conflict.ts';

/** Routes that a question is about; none: the app as a whole. */
export interface AskedRoutes {
  readonly routes: readonly RouteFacts[];
  readonly notes: readonly string[];
}

/**
 * Finds the routes that a question is about: the one it names, or those that its path matches, as a gateway does.
 * @throws Fault `invalid-request` for a name that is no route of the app
 */
export function askedRoutes(app: AppRow, { route: asked, path, method = 'GET' }: WhyQuestion): AskedRoutes {
  const spec = appSpecSchema.parse(app.spec);
  const named = (ids: readonly string[]) =>
    spec.routes.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name }));
  const open = 'Nobody is asked who they are there: it is open to everybody, and no policy is asked.';
  if (asked !== undefined) {
    const route = spec.routes.find(({ id, name }) => id === asked || name === asked);
    if (route === undefined) throw wrongField('route', `${asked} is no route of ${app.name}`);
    return { routes: named([route.id]), notes: [] };
  }
  if (spec.access === 'public') return { routes: [], notes: [open] };
  if (path === undefined) return { routes: [], notes: [] };
  const canonical = canonicalPath(path, spec.paths);
  if (!canonical.ok) {
    const refused =
      'A gateway refuses this path before any policy is asked: it can be read in more than one way.';
    return { routes: [], notes: spec.routes.length === 0 ? [] : [refused] };
  }
  const { ignoreCase } = spec.paths;
  const isOpen = createPathMatcher(spec.publicPaths, { ignoreCase }).matches(canonical.value);
  const routes = named(createRouteMatcher(spec.routes, { ignoreCase }).match(method, canonical.value));
  const several = `The path is part of the routes ${routes.map(({ name }) => name).join(', ')}: each of them has to be allowed.`;
  return { routes, notes: [...(isOpen ? [open] : []), ...(routes.length > 1 ? [several] : [])] };
}
