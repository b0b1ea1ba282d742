import type { Grant, Live, Registration } from './face.ts';
import type { Ground } from './ground.ts';
import type { HeldGrant } from './held-grant.ts';
import { type Origin, Standing } from '../live/standing.ts';

/** One grant, or one for each route that the request matches. */
export type PassParts = readonly [HeldGrant, ...HeldGrant[]];

/** What the engine holds for one request: every grant that it needs, and the way to live on them. */
export class Pass implements Grant {
  readonly #ground: Pick<Ground, 'lives' | 'clock' | 'cuts'>;
  readonly #parts: PassParts;
  readonly #origin: Origin;

  constructor(ground: Pick<Ground, 'lives' | 'clock' | 'cuts'>, parts: PassParts, origin: Origin) {
    this.#ground = ground;
    this.#parts = parts;
    this.#origin = origin;
  }

  get id(): string {
    return this.#parts[0].id;
  }

  get session(): string {
    return this.#parts[0].session;
  }

  get person(): string {
    return this.#parts[0].person;
  }

  get name(): string {
    return this.#parts[0].name;
  }

  get identityHeaders(): string {
    return this.#parts[0].identityHeaders;
  }

  register(live: Live): Registration {
    const { lives, clock } = this.#ground;
    const present = this.#parts.map(currentOf);
    const standing = new Standing({
      live,
      origin: this.#origin,
      parts: present,
      ended: (over, why) => {
        lives.closed(over);
        if (why !== undefined) this.#note(why);
      },
    });
    const now = clock.monotonic();
    lives.opened(standing, now);
    for (const part of present) part.usedAt = now;
    // The answer may have been given some ticks ago: whatever came meanwhile counts now, before the first byte.
    const over = present.find((part) => part.end !== undefined);
    if (over?.end !== undefined) standing.cut(over.end);
    else standing.review();
    return standing;
  }

  #note(cause: string): void {
    const { id, session, person, app } = this.#parts[0];
    if (session === '') return;
    this.#ground.cuts.note({
      cause,
      change: undefined,
      grant: id,
      session,
      person,
      app: app.id,
      connections: 1,
    });
  }
}

function currentOf(grant: HeldGrant): HeldGrant {
  let current = grant;
  while (current.successor !== undefined) current = current.successor;
  return current;
}
