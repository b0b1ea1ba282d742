import type { RequestHead } from '../head/request-head.ts';

/** The longest body that is read only to be rid of it, bytes: forms are shorter. */
const mostBytes = 16 * 1024;
/** How long its sender may take, milliseconds. */
const mostMs = 2_000;

/** What a refused body needs of its connection. */
export interface RefusedBodyPlace {
  /** Now, monotonic milliseconds. */
  readonly now: number;
  /** It has passed: the connection may carry the next request. */
  passed(): void;
  /** It does not come. */
  overdue(): void;
}

/**
 * How many bytes of a refused request's body are to be read and thrown away, so that its connection can go on: a client
 * who has to come back over a new one costs a handshake, which is dearer than all the rest of a refusal. Undefined
 * where the connection has to end. Only a length that was said beforehand leaves no doubt about where the next request
 * begins (request smuggling); of a body that was begun nobody knows how far it came; and whoever waits to be told to
 * go on (RFC 9110, 10.1.1), or to speak another protocol, may or may not send.
 */
export function unreadLength(
  { framing, expectsContinue, webSocket }: Pick<RequestHead, 'framing' | 'expectsContinue' | 'webSocket'>,
  begun: { readonly done: boolean } | undefined,
): number | undefined {
  if (webSocket !== undefined) return undefined;
  if (framing.kind === 'none' || begun?.done === true) return 0;
  if (begun !== undefined || framing.kind !== 'length' || expectsContinue) return undefined;
  return framing.length <= mostBytes ? framing.length : undefined;
}

/** The body of a refused request: nobody reads it, and the next request waits behind it. */
export class RefusedBody {
  readonly wantsBytes = true;
  readonly #place: RefusedBodyPlace;
  readonly #since: number;
  #left: number;

  constructor(length: number, place: RefusedBodyPlace) {
    this.#left = length;
    this.#place = place;
    this.#since = place.now;
  }

  /** Throws bytes away; returns how many were the body's. */
  received(bytes: Buffer): number {
    const taken = Math.min(this.#left, bytes.length);
    this.#left -= taken;
    if (this.#left === 0) this.#place.passed();
    return taken;
  }

  checkTime(now: number): void {
    if (now - this.#since > mostMs) this.#place.overdue();
  }

  drained(): void {}

  left(): void {}
}
