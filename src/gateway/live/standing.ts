import type { LinkedList, Place } from '#base/linked-list.ts';
import type { Cut, Live, Registration } from '../grants/face.ts';

/** What something alive stands on: a grant, as far as the living care. */
export interface Footing {
  /** Everything that stands on it. */
  readonly lives: LinkedList<Standing>;
  /** What holds now, by the clocks: bytes may go, must wait, or it is over for this cause. */
  state(): 'go' | 'hold' | Cut;
  /** An answer is awaited: what lives already goes on, what comes now waits. */
  readonly unsettled: boolean;
  /** Ends it, and everything that stands on it, because its time was found to be over. */
  overdue(cause: Cut): void;
}

/** As much of the request as may be asked about again. */
export interface Origin {
  readonly method: string;
  readonly path: string;
}

export interface StandingOptions {
  readonly live: Live;
  readonly origin: Origin;
  readonly parts: readonly Footing[];
  /** Called once, however it ends, after it left its parts; `why` as `close` was told. */
  readonly ended: (standing: Standing, why: string | undefined) => void;
}

/** What the registry keeps with each living thing. */
export interface Entry {
  /** Monotonic milliseconds. */
  readonly since: number;
  /** Whether control was told of it. */
  reported: boolean;
  list: LinkedList<Standing>;
  place: Place<Standing>;
}

/**
 * One living thing under the grants that it needs, all of them. INVARIANT: it is in `lives` of each of its
 * parts until it is over, so that whatever ends a part finds it.
 */
export class Standing implements Registration {
  readonly live: Live;
  /** The request that it began with. */
  readonly origin: Origin;
  /** Its entry in the registry, while it is there. */
  entry: Entry | undefined;
  readonly #parts: Footing[];
  /** Its place in each of its parts. */
  readonly #places: Place<Standing>[] = [];
  readonly #ended: StandingOptions['ended'];
  #over = false;
  #held = false;
  #newcomer: boolean;

  /** Registers at once, in each part. */
  constructor({ live, origin, parts, ended }: StandingOptions) {
    this.live = live;
    this.origin = origin;
    this.#parts = [...parts];
    this.#ended = ended;
    this.#newcomer = false;
    for (const part of parts) {
      if (part.unsettled) this.#newcomer = true;
      this.#places.push(part.lives.add(this));
    }
  }

  get parts(): readonly Footing[] {
    return this.#parts;
  }

  get over(): boolean {
    return this.#over;
  }

  mayForward(): boolean {
    if (this.#over) return false;
    for (const part of this.#parts) {
      const state = part.state();
      if (state === 'go') continue;
      if (state === 'hold') this.#hold();
      else part.overdue(state);
      return false;
    }
    return !this.#held;
  }

  /** Looks at its parts again: cut, hold or go on as they say. */
  review(): void {
    if (this.#over) return;
    if (!this.#parts.some((part) => part.unsettled)) this.#newcomer = false;
    let wait = this.#newcomer;
    for (const part of this.#parts) {
      const state = part.state();
      if (state === 'hold') wait = true;
      else if (state !== 'go') return part.overdue(state);
    }
    if (wait) this.#hold();
    else this.#release();
  }

  /** Stands on `next` in place of `part` from now on. */
  move(part: Footing, next: Footing): void {
    const at = this.#parts.indexOf(part);
    const place = this.#places[at];
    if (this.#over || place === undefined) return;
    part.lives.leave(place);
    this.#parts[at] = next;
    this.#places[at] = next.lives.add(this);
    this.review();
  }

  cut(cause: Cut): void {
    if (this.#over) return;
    this.#over = true;
    // One that fails to end must not save the others from it.
    attempt(() => this.live.cut(cause));
    this.#finish();
  }

  close(why?: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#finish(why);
  }

  #finish(why?: string): void {
    for (const [at, place] of this.#places.entries()) this.#parts[at]?.lives.leave(place);
    try {
      this.#ended(this, why);
    } catch {
      // As below.
    }
  }

  #hold(): void {
    if (this.#held) return;
    this.#held = true;
    attempt(() => this.live.hold());
  }

  #release(): void {
    if (!this.#held) return;
    this.#held = false;
    attempt(() => this.live.release());
  }
}

function attempt(task: () => void): void {
  try {
    task();
  } catch {
    // The face promises that these do not throw; nothing is left to do for one that breaks the promise.
  }
}
