import type { Socket } from 'node:net';

/** How many bytes wait at most on one socket; what is more is written at once. */
const mostBytes = 16 * 1024;
/** How many sockets wait at most, so that a long turn of the event loop keeps nobody waiting to its end. */
const mostWaiting = 128;

let waiting: Unsent[] = [];

function sendAll(): void {
  const all = waiting;
  waiting = [];
  for (const unsent of all) unsent.send();
}

/**
 * What was written to a socket in this turn of the event loop and leaves at its end. Where many connections are
 * busy, a turn reads from all that are ready and then writes to all: the code that reads and the code that writes
 * each stay in the processor's cache, and whoever is written to is woken once for the lot. A write in the middle of
 * each read costs a sixth more per request. A connection that is alone waits for nothing, since its turn ends there.
 *
 * INVARIANT: what waits here was admitted; a cut drops it (`drop`) or lets it go before its last word (`send`), so that
 * no byte leaves after the cut has returned.
 */
export class Unsent {
  readonly #socket: Socket;
  #pieces: (Uint8Array | string)[] = [];
  #length = 0;
  /** How often something was handed to the socket. */
  sends = 0;
  /** How many bytes were handed over last. */
  lastSent = 0;
  /** How many were handed over in all. */
  handed = 0;
  readonly #left: (() => void) | undefined;

  /** `left` is called whenever something that was handed over has left, or never will. */
  constructor(socket: Socket, left?: () => void) {
    this.#socket = socket;
    this.#left = left;
  }

  /** Bytes that wait for the turn's end. */
  get length(): number {
    return this.#length;
  }

  /**
   * Takes bytes, a string being Latin-1; false when the socket does not keep up. They must not change afterwards:
   * who needs their buffer back gives `written`, which is called in any case, and they are written at once.
   */
  write(bytes: Uint8Array | string, written?: () => void): boolean {
    if (written === undefined && this.#length + bytes.length <= mostBytes) {
      if (this.#pieces.length === 0 && waiting.push(this) === 1) setImmediate(sendAll);
      this.#pieces.push(bytes);
      this.#length += bytes.length;
      if (waiting.length >= mostWaiting) sendAll();
      return !this.#socket.writableNeedDrain;
    }
    this.send();
    this.sends++;
    this.lastSent = 0;
    this.handed += bytes.length;
    if (written === undefined) return this.#hand(bytes, this.#left);
    return this.#socket.write(bytes, () => {
      written();
      this.#left?.();
    });
  }

  /** Hands over what waits, in one write. */
  send(): void {
    const pieces = this.#pieces;
    const [first] = pieces;
    if (first === undefined) return;
    this.lastSent = this.#length;
    this.handed += this.#length;
    this.#pieces = [];
    this.#length = 0;
    this.sends++;
    if (pieces.length === 1) {
      this.#hand(first, this.#left);
      return;
    }
    this.#socket.cork();
    const last = pieces.length - 1;
    for (let at = 0; at < last; at++) this.#hand(pieces[at] ?? '', undefined);
    this.#hand(pieces[last] ?? '', this.#left);
    this.#socket.uncork();
  }

  /** Forgets what waits: it does not leave any more. */
  drop(): void {
    this.#pieces = [];
    this.#length = 0;
  }

  #hand(bytes: Uint8Array | string, left: (() => void) | undefined): boolean {
    if (typeof bytes === 'string') return this.#socket.write(bytes, 'latin1', left);
    return this.#socket.write(bytes, left);
  }
}
