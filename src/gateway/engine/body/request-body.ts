import { createBodyFollower, type BodyFollower } from './body-follower.ts';
import { ChunkedFollower } from './chunked.ts';
import { filterTrailers } from '../head/filter-trailers.ts';
import { requestFields } from '../head/request-fields.ts';
import type { RequestHead } from '../head/request-head.ts';

/** What became of the bytes given to a request body. */
export type BodyOutcome = 'more' | 'done' | 'malformed' | 'too-large';

/** The body of one request on its way to the upstream: followed, bounded, its trailers filtered. */
export class RequestBody {
  readonly #follower: BodyFollower | undefined;
  readonly #perHop: readonly string[];
  readonly #max: number;
  #bytes = 0;
  /** How many of the bytes last given belonged to the body. */
  used = 0;

  constructor(head: RequestHead, maxBytes: number | undefined) {
    this.#follower = createBodyFollower(head.framing);
    this.#perHop = head.perHop;
    this.#max = maxBytes ?? Number.POSITIVE_INFINITY;
  }

  /** True once the last byte has passed. */
  get done(): boolean {
    return this.#follower === undefined || this.#follower.state === 'done';
  }

  /** Takes bytes from the client and writes what may pass. */
  take(bytes: Buffer, write: (bytes: Uint8Array | string) => void): BodyOutcome {
    const follower = this.#follower;
    if (follower === undefined) return 'done';
    const state = follower.follow(bytes, 0, bytes.length);
    this.used = follower.end;
    if (state === 'bad') return 'malformed';
    this.#bytes += follower.end;
    if (this.#bytes > this.#max) return 'too-large';
    if (follower.pass > 0) write(follower.pass === bytes.length ? bytes : bytes.subarray(0, follower.pass));
    if (state === 'done' && follower instanceof ChunkedFollower && follower.owesFinalLine) {
      write(`${filterTrailers(follower.trailers, requestFields, this.#perHop)}\r\n`);
    }
    return state;
  }
}
