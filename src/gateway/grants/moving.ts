import { instant } from '#base/clock.ts';
import type { Refused } from '#contracts/protocol/from-control.ts';
import type { Standing } from '../live/standing.ts';
import { inputsOf } from './access-key.ts';
import type { Endings } from './endings.ts';
import type { Ground } from './ground.ts';
import { cutFor, type HeldGrant } from './held-grant.ts';

/**
 * Policies began to ask for more of the request than a grant's key holds: nothing new may use it, and each
 * thing that lives on it is decided anew by its own request. Until then it is a suspect like any other.
 */
export interface Moving {
  lapse(grant: HeldGrant): void;
  /** Moves what can be moved by now, and asks for the rest. */
  proceed(): void;
  clear(): void;
}

/** Makes the moving. */
export function createMoving(ground: Ground, endings: Endings): Moving {
  const { book, refusals, queue, clock, stream, lives } = ground;
  const lapsed = new Set<HeldGrant>();

  function move(grant: HeldGrant, standing: Standing): void {
    const { token, app, route, address } = grant.input;
    const { method, path } = standing.origin;
    const next = book.lookup(token, grant.key.place, method, path);
    if (next !== undefined && !next.unsettled && next.state() === 'go') {
      standing.move(grant, next);
      return lives.moved(standing);
    }
    const refusal = refusals.lookup(token, grant.key.place, method, path);
    if (refusal !== undefined) return cutOne(grant, standing, refusal);
    const config = ground.apps.byId(app);
    const routes = route === undefined ? [] : [route];
    const input =
      config === undefined
        ? undefined
        : inputsOf({ tokenHash: token, app: config, routes, method, path, address })?.[0];
    if (input === undefined) return standing.cut(cutFor('no-policy-allows'));
    queue.ask({ text: `renewal ${grant.id} ${method} ${path}`, input, priority: 'renewal' });
  }

  function cutOne(grant: HeldGrant, standing: Standing, refusal: Refused): void {
    const { reason, advice, outcome } = refusal;
    standing.cut({ reason, advice, challenge: outcome === 'challenge' });
    const { id, session, person, app } = grant;
    ground.cuts.note({
      cause: reason,
      change: undefined,
      grant: id,
      session,
      person,
      app: app.id,
      connections: 1,
    });
  }

  function proceedWith(grant: HeldGrant): void {
    for (const standing of grant.lives) move(grant, standing);
    if (grant.lives.size > 0 && grant.end === undefined) return;
    lapsed.delete(grant);
    endings.drop(grant);
  }

  return {
    lapse(grant) {
      if (!grant.lapsed) {
        grant.lapsed = true;
        book.hide(grant);
        grant.doubt(stream.applied, instant(clock));
        lapsed.add(grant);
      }
      proceedWith(grant);
    },
    proceed() {
      for (const grant of lapsed) proceedWith(grant);
    },
    clear: () => lapsed.clear(),
  };
}
