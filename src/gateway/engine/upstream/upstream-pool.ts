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
  /**
   * The most of them that one person (or service account) may use at once, over all their sessions, where addresses
   * are not counted; absent: no bound. Else whoever is let in, or holds one stolen token, takes every place of an app
   * with slow requests and WebSockets. Nor do they, or an address on paths that nobody signs in for, use more than are
   * free.
   */
  readonly maxPerPerson?: number;
}

/** Somebody whose connections are counted together. */
export interface Party {
  readonly most: number;
  used: number;
}

/**
 * The connections to one app's upstream, last in, first out. Never shared between apps: an answer that came
 * out of step on one must not reach another's people.
 */
export class UpstreamPool implements Timed {
  readonly #options: PoolOptions;
  readonly #idle: UpstreamSocket[] = [];
  readonly #parties = new Map<string, Party>();
  #count = 0;
  #used = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    options.deadlines.add(this);
  }

  /** Takes an idle connection for a client, or undefined when there is none, or none for them; `person` may be empty. */
  take(address: string, person: string): UpstreamSocket | undefined {
    const party = this.#partyOf(address, person);
    if (this.#hasEnough(party)) return undefined;
    for (;;) {
      const socket = this.#idle.pop();
      if (socket === undefined) return undefined;
      if (socket.closed) continue;
      this.#enter(party);
      socket.party = party;
      return socket;
    }
  }

  /** True when another connection would be one too many, at all or for this address or person. */
  fullFor(address: string, person: string): boolean {
    return this.#count >= this.#options.max || this.#hasEnough(this.#partyOf(address, person));
  }

  /** Makes a new connection for a client. */
  async connect(address: string, person: string): Promise<UpstreamSocket> {
    const party = this.#partyOf(address, person);
    this.#count++;
    this.#enter(party);
    try {
      const socket = await this.#options.connect();
      this.#options.opened();
      socket.party = party;
      socket.onGone = () => {
        this.#count--;
        this.#release(socket);
        this.#options.closed();
      };
      return socket;
    } catch (error) {
      this.#count--;
      this.#leave(party);
      throw error;
    }
  }

  #partyOf(address: string, person: string): Party | undefined {
    const { maxPerAddress, maxPerPerson, max } = this.#options;
    if (maxPerAddress !== undefined) return this.#party(partyOf(address), maxPerAddress);
    if (maxPerPerson === undefined) return undefined;
    return person === '' ? this.#party(partyOf(address), max) : this.#party(person, maxPerPerson);
  }

  #party(name: string, most: number): Party {
    const present = this.#parties.get(name);
    if (present !== undefined) return present;
    const party = { most, used: 0 };
    this.#parties.set(name, party);
    return party;
  }

  #hasEnough(party: Party | undefined): boolean {
    if (party === undefined) return false;
    return party.used >= Math.min(party.most, this.#options.max - this.#used);
  }

  #enter(party: Party | undefined): void {
    if (party === undefined) return;
    party.used++;
    this.#used++;
  }

  #leave(party: Party | undefined): void {
    if (party === undefined) return;
    party.used--;
    this.#used--;
  }

  #release(socket: UpstreamSocket): void {
    this.#leave(socket.party);
    socket.party = undefined;
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

  /** Lets idle connections go that have been idle for too long (the oldest stand in front), and forgets who uses none. */
  checkTime(now: number): void {
    // Not when they give back their last: the next request would only make them anew.
    for (const [name, { used }] of this.#parties) if (used === 0) this.#parties.delete(name);
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
