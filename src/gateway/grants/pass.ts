import { Standing, type Origin } from '../live/standing.ts';
import type { Grant, Live, Registration } from './face.ts';
import type { Ground } from './ground.ts';
import type { HeldGrant } from './held-grant.ts';

export interface PassOptions {
  readonly ground: Pick<Ground, 'lives' | 'clock'>;
  /** One grant, or one for each route that the request matches. */
  readonly parts: readonly [HeldGrant, ...HeldGrant[]];
  readonly origin: Origin;
}

/** What the engine holds for one request: every grant that it needs, and the way to live on them. */
export function createPass({ ground, parts, origin }: PassOptions): Grant {
  const [first] = parts;
  const { id, session, person, name, identityHeaders } = first;

  function register(live: Live): Registration {
    const present = parts.map(currentOf);
    const standing = new Standing({
      live,
      origin,
      parts: present,
      ended: (over) => ground.lives.closed(over),
    });
    ground.lives.opened(standing);
    for (const part of present) part.usedAt = ground.clock.monotonic();
    // The answer may have been given some ticks ago: whatever came meanwhile counts now, before the first byte.
    const over = present.find((part) => part.end !== undefined);
    if (over?.end !== undefined) standing.cut(over.end);
    else standing.review();
    return standing;
  }

  return { id, session, person, name, identityHeaders, register };
}

function currentOf(grant: HeldGrant): HeldGrant {
  let current = grant;
  while (current.successor !== undefined) current = current.successor;
  return current;
}
