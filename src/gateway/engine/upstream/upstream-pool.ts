import type { UpstreamSocket } from './upstream-socket.ts';
import type { Deadlines, Timed } from '../deadlines.ts';

/** How a pool makes and keeps connections. */
export interface PoolOptions {
  /** Connects; rejects with a `Fault` that says what was wrong. */
  readonly connect: () => Promise<UpstreamSocket>;
  /** Told of connections that were made and that are gone. */
  readonly opened: () => void;
  readonly closed: () => void;
  readonly deadlines: Deadlines;
  /**
   * How long an idle connection is kept, milliseconds. Below the five seconds after which Node's servers close,
   * so that a request rarely meets a connection that is just going away.
   */
  readonly idleMs: number;
  /** The most connections to one upstream, idle ones included. */
  readonly max: number;
}

/**
 * The connections to one app's upstream, last in, first out. Never shared between apps: an answer that came
 * out of step on one must not reach another's people.
 */
export class UpstreamPool implements Timed {
  readonly #options: PoolOptions;
  readonly #idle: UpstreamSocket[] = [];
  #count = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    options.deadlines.add(this);
  }

  /** Takes an idle connection, or undefined when there is none. */
  take(): UpstreamSocket | undefined {
    for (;;) {
      const socket = this.#idle.pop();
      if (socket === undefined || !socket.closed) return socket;
    }
  }

  /** True when another connection would be one too many. */
  get full(): boolean {
    return this.#count >= this.#options.max;
  }

  /** Makes a new connection. */
  async connect(): Promise<UpstreamSocket> {
    this.#count++;
    try {
      const socket = await this.#options.connect();
      this.#options.opened();
      socket.onGone = () => {
        this.#count--;
        this.#options.closed();
      };
      return socket;
    } catch (error) {
      this.#count--;
      throw error;
    }
  }

  /** Takes back a connection whose exchange ended well. */
  give(socket: UpstreamSocket): void {
    if (this.#closed || socket.closed) {
      socket.destroy();
      return;
    }
    socket.use(undefined);
    socket.reused = true;
    socket.idleSince = this.#options.deadlines.now();
    this.#idle.push(socket);
  }

  /** Lets idle connections go that have been idle for too long; the oldest stand in front. */
  checkTime(now: number): void {
    while (this.#idle[0] !== undefined && now - this.#idle[0].idleSince > this.#options.idleMs) {
      this.#idle.shift()?.destroy();
    }
  }

  /** Closes idle connections and keeps none from now on; those in use end with their exchange. */
  close(): void {
    this.#closed = true;
    this.#options.deadlines.delete(this);
    for (const socket of this.#idle.splice(0)) socket.destroy();
  }
}
