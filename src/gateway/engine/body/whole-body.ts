import type { RequestHead } from '../head/request-head.ts';

/** The longest body that is waited for here, bytes: the forms of our own pages are shorter. */
const mostBytes = 16 * 1024;
/** How long its sender may take from the head on, milliseconds. */
const mostMs = 10_000;

/**
 * How many bytes are to be in hand before a request of a stranger is passed on to control; undefined where its end is
 * not known, too far away, or waits for a word of ours.
 */
export function wholeBodyLength(head: Pick<RequestHead, 'framing' | 'expectsContinue'>): number | undefined {
  if (head.framing.kind === 'none') return 0;
  if (head.framing.kind !== 'length' || head.framing.length > mostBytes || head.expectsContinue)
    return undefined;
  return head.framing.length;
}

/** What waiting for a body needs of its connection. */
export interface WholeBodyPlace {
  /** Now, monotonic milliseconds. */
  readonly now: number;
  /** All of it is in hand. */
  whole(): void;
  /** It does not come. */
  overdue(): void;
  /** The room that was taken for it is free again: called once, however it ends. */
  free(): void;
}

/**
 * Waits until a body is in hand, where it was read to. Whoever sends a form byte by byte would else hold a connection
 * to control all the while, and some hundred slow forms keep everybody from signing in (slow POST).
 */
export class WholeBody {
  readonly wantsBytes = true;
  readonly #length: number;
  readonly #place: WholeBodyPlace;
  readonly #since: number;
  #over = false;

  constructor(length: number, place: WholeBodyPlace) {
    this.#length = length;
    this.#place = place;
    this.#since = place.now;
  }

  /** Looks at what was read so far, and leaves it where it is. */
  received(bytes: Buffer): number {
    if (bytes.length >= this.#length) {
      this.left();
      this.#place.whole();
    }
    return 0;
  }

  checkTime(now: number): void {
    if (now - this.#since <= mostMs) return;
    this.left();
    this.#place.overdue();
  }

  /** It is waited for no longer. */
  left(): void {
    if (this.#over) return;
    this.#over = true;
    this.#place.free();
  }

  drained(): void {}
}
