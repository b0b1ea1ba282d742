import type { UpstreamSocket } from './upstream-socket.ts';
import type { Deadlines, Timed } from '../deadlines.ts';
import { partyOf } from '../party-of.ts';

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
  /**
   * The most of them that requests of one client address may use at once; absent: no bound. With it, an address never
   * uses more than are free: so a few addresses, however much they ask for, leave something to those who come after.
   */
  readonly maxPerAddress?: number;
}

/**
 * The connections to one app's upstream, last in, first out. Never shared between apps: an answer that came
 * out of step on one must not reach another's people.
 */
export class UpstreamPool implements Timed {
  readonly #options: PoolOptions;
  readonly #idle: UpstreamSocket[] = [];
  readonly #users = new Map<string, number>();
  readonly #userOf = new Map<UpstreamSocket, string>();
  #count = 0;
  #used = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    options.deadlines.add(this);
  }

  /** Takes an idle connection for a client, or undefined when there is none, or none for this address. */
  take(address: string): UpstreamSocket | undefined {
    if (this.#hasEnough(address)) return undefined;
    for (;;) {
      const socket = this.#idle.pop();
      if (socket === undefined) return undefined;
      if (socket.closed) continue;
      this.#enter(address, socket);
      return socket;
    }
  }

  /** True when another connection would be one too many, at all or for this address. */
  fullFor(address: string): boolean {
    return this.#count >= this.#options.max || this.#hasEnough(address);
  }

  /** Makes a new connection for a client. */
  async connect(address: string): Promise<UpstreamSocket> {
    this.#count++;
    this.#enter(address);
    try {
      const socket = await this.#options.connect();
      this.#options.opened();
      this.#leave(address);
      this.#enter(address, socket);
      socket.onGone = () => {
        this.#count--;
        this.#release(socket);
        this.#options.closed();
      };
      return socket;
    } catch (error) {
      this.#count--;
      this.#leave(address);
      throw error;
    }
  }

  #hasEnough(address: string): boolean {
    const { maxPerAddress } = this.#options;
    if (maxPerAddress === undefined) return false;
    const free = this.#options.max - this.#used;
    return (this.#users.get(partyOf(address)) ?? 0) >= Math.min(maxPerAddress, free);
  }

  #enter(address: string, socket?: UpstreamSocket): void {
    if (this.#options.maxPerAddress === undefined) return;
    const party = partyOf(address);
    this.#users.set(party, (this.#users.get(party) ?? 0) + 1);
    this.#used++;
    if (socket !== undefined) this.#userOf.set(socket, address);
  }

  #leave(address: string): void {
    if (this.#options.maxPerAddress === undefined) return;
    const party = partyOf(address);
    const left = (this.#users.get(party) ?? 0) - 1;
    this.#used--;
    if (left > 0) this.#users.set(party, left);
    else this.#users.delete(party);
  }

  #release(socket: UpstreamSocket): void {
    const address = this.#userOf.get(socket);
    if (address === undefined) return;
    this.#userOf.delete(socket);
    this.#leave(address);
  }

  /** Takes back a connection whose exchange ended well. */
  give(socket: UpstreamSocket): void {
    this.#release(socket);
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
