import { ChunkedFollower, type ChunkedState } from './chunked.ts';
import type { Framing } from '../head/body-framing.ts';

/** Follows a body to its end without changing it. */
export interface BodyFollower {
  /** Index after the last byte that may pass on unchanged, of the buffer last followed. */
  readonly pass: number;
  /** Index after the last byte that belongs to the message. */
  readonly end: number;
  readonly state: ChunkedState;
  follow(bytes: Uint8Array, start: number, stop: number): ChunkedState;
}

/** Follows a body of known length. */
export class LengthFollower implements BodyFollower {
  #left: number;
  pass = 0;
  end = 0;

  constructor(length: number) {
    this.#left = length;
  }

  get state(): ChunkedState {
    return this.#left === 0 ? 'done' : 'more';
  }

  /** Bytes that are still to come. */
  get left(): number {
    return this.#left;
  }

  follow(_bytes: Uint8Array, start: number, stop: number): ChunkedState {
    const taken = Math.min(this.#left, stop - start);
    this.#left -= taken;
    this.pass = start + taken;
    this.end = this.pass;
    return this.state;
  }
}

/** Follows a body that ends with the connection: every byte belongs to it. */
export class CloseFollower implements BodyFollower {
  readonly state = 'more';
  pass = 0;
  end = 0;

  follow(_bytes: Uint8Array, _start: number, stop: number): ChunkedState {
    this.pass = stop;
    this.end = stop;
    return 'more';
  }
}

/** Makes the follower for a framing; undefined where there is no body. */
export function createBodyFollower(framing: Framing): BodyFollower | undefined {
  switch (framing.kind) {
    case 'none':
      return undefined;
    case 'length':
      return new LengthFollower(framing.length);
    case 'chunked':
      return new ChunkedFollower();
    case 'close':
      return new CloseFollower();
  }
}
