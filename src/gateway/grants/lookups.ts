import { inputsOf, keyText, mostRoutes, partOf, placeOf } from './access-key.ts';
import type { AccessRequest, Found } from './face.ts';
import type { Ground } from './ground.ts';
import type { HeldGrant } from './held-grant.ts';
import { Pass, type PassParts } from './pass.ts';
import type { Pending } from './waiting-room.ts';

/** Answers what is asked for a request, or says what it waits for. */
export interface Lookups {
  /** Looks in this tick; asks control for what is missing. */
  attempt(request: AccessRequest): Found | Pending;
}

export interface LookupsOptions {
  readonly ground: Omit<Ground, 'room'>;
  /** The time of a grant that something lives on is over. */
  readonly renew: (grant: HeldGrant) => void;
}

type PartFound = HeldGrant | Exclude<Found, { kind: 'granted' }> | Pending;

/** How many places are kept in writing. */
const mostPlaces = 10_000;

/** Makes the lookups. */
export function createLookups({ ground, renew }: LookupsOptions): Lookups {
  const { book, refusals, queue, apps, ended, lease, stream, scopeHints } = ground;

  function part(request: AccessRequest, route: string | undefined): PartFound {
    const { tokenHash, app, method, path, address } = request;
    const place = placeOf(app.id, route, address);
    const grant = book.lookup(tokenHash, place, method, path);
    if (grant !== undefined) {
      const state = grant.state();
      if (state === 'go' && !grant.unsettled) return grant;
      if (state === 'go' || state === 'hold') {
        if (grant.lives.size > 0 || grant.unsettled) {
          if (!grant.unsettled) renew(grant);
          return { kind: 'pending', reason: 'recheck-pending' };
        }
        book.remove(grant); // its time is over and nothing lives on it: ask as if it had never been
        grant.end = { reason: 'time-passed', advice: [], challenge: false };
      } else grant.overdue(state);
    }
    const refusal = refusals.lookup(tokenHash, place, method, path);
    if (refusal !== undefined) return { kind: 'refused', refusal };
    return ask(request, route, place);
  }

  function ask(request: AccessRequest, route: string | undefined, place: string): PartFound {
    const input = inputsOf({ ...request, routes: route === undefined ? [] : [route] })?.[0];
    if (input === undefined) return { kind: 'unavailable', reason: 'address-too-long' };
    if (!stream.standing) return { kind: 'pending', reason: 'control-unreachable' };
    const hint = scopeHints.get(`${input.app}|${route ?? ''}`) ?? 'any';
    const key = { token: input.token, place, part: partOf(hint, request.method, request.path) };
    const asked = queue.ask({ text: `new ${keyText(key)}`, input, priority: 'new' });
    if (!asked) return { kind: 'unavailable', reason: 'busy' };
    return { kind: 'pending', reason: 'control-unreachable' };
  }

  // An address asks for the same app again and again: its place is written out once.
  const places = new Map<string, Map<string, string>>();
  let placesKept = 0;

  function placeWithoutRoute(app: string, address: string): string {
    const known = places.get(app)?.get(address);
    if (known !== undefined) return known;
    if (placesKept >= mostPlaces) {
      places.clear();
      placesKept = 0;
    }
    const place = placeOf(app, undefined, address);
    const ofApp = places.get(app);
    if (ofApp === undefined) places.set(app, new Map([[address, place]]));
    else ofApp.set(address, place);
    placesKept += 1;
    return place;
  }

  /** The grant for a request at one place that says yes by itself: so it is nearly always. */
  function inForce({ tokenHash, app, routes, method, path, address }: AccessRequest): HeldGrant | undefined {
    const [route] = routes;
    const place = route === undefined ? placeWithoutRoute(app.id, address) : placeOf(app.id, route, address);
    const grant = book.lookup(tokenHash, place, method, path);
    return grant !== undefined && !grant.unsettled && grant.state() === 'go' ? grant : undefined;
  }

  function granted({ method, path }: AccessRequest, parts: PassParts): Found {
    return { kind: 'granted', grant: new Pass(ground, parts, { method, path }) };
  }

  return {
    attempt(request) {
      if (ended.has(request.tokenHash)) return { kind: 'sign-in', reason: 'session-ended' };
      const app = apps.byId(request.app.id);
      if (app === undefined) return { kind: 'unavailable', reason: 'app-disabled' };
      if (request.routes.length > mostRoutes) return { kind: 'unavailable', reason: 'address-too-long' };
      const sole = request.routes.length <= 1 ? inForce(request) : undefined;
      if (sole !== undefined) return granted(request, [sole]);
      // Without fresh knowledge no grant may be used, and no answer would help: the next pong decides.
      if (lease.age() >= app.graceMs) {
        return { kind: 'pending', reason: stream.standing ? 'knowledge-stale' : 'control-unreachable' };
      }
      const [route, ...others] = request.routes;
      const first = part(request, route);
      if (others.length === 0) return isGrant(first) ? granted(request, [first]) : first;
      const found = [first, ...others.map((other) => part(request, other))];
      const refused = found.find((one) => !isGrant(one) && one.kind !== 'pending');
      const pending = found.find((one) => !isGrant(one));
      const answer = refused ?? pending;
      if (answer !== undefined && !isGrant(answer)) return answer;
      return isGrant(first) ? granted(request, [first, ...found.slice(1).filter(isGrant)]) : first;
    },
  };
}

function isGrant(found: PartFound): found is HeldGrant {
  return !('kind' in found);
}
