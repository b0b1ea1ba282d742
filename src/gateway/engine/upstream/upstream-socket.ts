import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { resetSocket } from '../reset-socket.ts';
import { giveSlab, sharedReadBuffer, takeSlab } from '../slabs.ts';
import { Unsent } from '../unsent.ts';
import type { Party } from './upstream-pool.ts';

/**
 * To whom the bytes of a read belong. `shared`: only until the callback returns. `slab`: to the receiver, who
 * gives the slab back. `own`: to the receiver, for good.
 */
export type Ownership = 'shared' | 'slab' | 'own';

/** Whoever uses an upstream socket at the moment. */
export interface UpstreamUser {
  upstreamReceived(bytes: Buffer, length: number, ownership: Ownership): void;
  /** The upstream will send nothing more. */
  upstreamEnded(): void;
  /** The socket is gone, by whatever way. */
  upstreamClosed(error: Error | undefined): void;
  /** What was written to it has left. */
  upstreamDrained(): void;
}

/** One connection to an upstream, plain or TLS, handed from exchange to exchange by the pool. */
export class UpstreamSocket {
  /** The TLS socket where there is one. */
  readonly socket: Socket;
  readonly #raw: Socket;
  readonly #unsent: Unsent;
  #sendsBefore = 0;
  #user: UpstreamUser | undefined;
  #slab: Buffer | undefined;
  #error: Error | undefined;
  #closed = false;
  /** Set while a large body comes: reads then go into slabs of their own. */
  large = false;
  /** True once an exchange before the present one was completed on it. */
  reused = false;
  /** When it became idle, monotonic milliseconds. */
  idleSince = 0;
  /** For whom its pool counts it at the moment. */
  party: Party | undefined;
  /** Called once when the socket is gone. */
  onGone: (() => void) | undefined;

  private constructor(raw: Socket, secure: TLSSocket | undefined) {
    this.#raw = raw;
    this.socket = secure ?? raw;
    this.#unsent = new Unsent(this.socket);
    this.socket.on('end', () => this.#user?.upstreamEnded());
    this.socket.on('error', (error) => (this.#error ??= error));
    this.socket.on('close', () => this.#close());
    this.socket.on('drain', () => this.#user?.upstreamDrained());
    raw.on('error', (error) => (this.#error ??= error));
  }

  /**
   * Makes one over plain TCP. `connect` must give the `onread` option to `net.connect`: bytes then come
   * without the stream machinery.
   */
  static plain(connect: (onread: OnRead) => Socket): UpstreamSocket {
    const late: { made?: UpstreamSocket } = {};
    const socket = connect({
      buffer: () => late.made?.nextBuffer() ?? sharedReadBuffer,
      callback(length, bytes) {
        late.made?.deliver(bytes as Buffer, length);
        return true;
      },
    });
    late.made = new UpstreamSocket(socket, undefined);
    return late.made;
  }

  /** Makes one over a TLS socket that is connected and verified; the raw one below it is what gets reset. */
  static secure(raw: Socket, secure: TLSSocket): UpstreamSocket {
    const made = new UpstreamSocket(raw, secure);
    secure.on('data', (bytes: Buffer) => made.deliver(bytes, bytes.length));
    return made;
  }

  get closed(): boolean {
    return this.#closed || this.socket.destroyed;
  }

  /** Puts a user on the socket, or takes the last one off. */
  use(user: UpstreamUser | undefined): void {
    this.#user = user;
    this.#sendsBefore = this.#unsent.sends;
    this.large = false;
  }

  /** Bytes that were written and have not left yet. */
  get queued(): number {
    return this.socket.writableLength + this.#unsent.length;
  }

  /**
   * Whether it has not taken all that was written. Over TLS the last write counts as under way until the turn after
   * it, however quickly it left, so only what was before that tells.
   */
  get behind(): boolean {
    const underWay = this.socket === this.#raw ? 0 : this.#unsent.lastSent;
    return this.#unsent.length > 0 || this.socket.writableLength > underWay;
  }

  /** Whether nothing of what its present user wrote has left yet. */
  get untouched(): boolean {
    return this.#unsent.sends === this.#sendsBefore;
  }

  /** Writes at the end of this turn of the event loop, a string as Latin-1; false when the upstream does not keep up. */
  write(bytes: Uint8Array | string): boolean {
    return this.#unsent.write(bytes);
  }

  /** Ends it without ceremony, after what was written. */
  destroy(): void {
    this.#unsent.send();
    this.socket.destroy();
    this.#raw.destroy();
  }

  /** True once it is being ended in order. */
  get finishing(): boolean {
    return this.socket.writableEnded;
  }

  /** Ends it in order after a last word, for which the other end has two seconds. */
  finish(word: Uint8Array): void {
    this.use(undefined);
    this.#unsent.send();
    this.socket.setTimeout(2_000, () => this.destroy());
    this.socket.end(word);
  }

  /** Ends it by a reset: nothing that still waits in the kernel is sent. */
  reset(): void {
    this.#unsent.drop();
    resetSocket(this.#raw);
    this.socket.destroy();
  }

  private nextBuffer(): Buffer {
    if (!this.large) {
      this.#slab = undefined;
      return sharedReadBuffer;
    }
    this.#slab = takeSlab();
    return this.#slab;
  }

  private deliver(bytes: Buffer, length: number): void {
    const ownership = bytes === sharedReadBuffer ? 'shared' : bytes === this.#slab ? 'slab' : 'own';
    this.#slab = undefined;
    if (this.#user !== undefined && !this.untouched) {
      this.#user.upstreamReceived(bytes, length, ownership);
      return;
    }
    // Bytes that nobody asked for, or not yet: whatever would be read next on this socket could be the wrong answer.
    this.#unsent.drop();
    if (ownership === 'slab') giveSlab(bytes);
    this.destroy();
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#slab !== undefined) giveSlab(this.#slab);
    this.#slab = undefined;
    const user = this.#user;
    this.#user = undefined;
    this.onGone?.();
    user?.upstreamClosed(this.#error);
  }
}

/** The `onread` option of `net.connect`. */
export interface OnRead {
  buffer: () => Uint8Array;
  callback(length: number, bytes: Uint8Array): boolean;
}
