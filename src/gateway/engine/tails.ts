/** Something that has ended and whose last bytes the client may not have taken yet. */
export interface Tail {
  /** How many bytes had been written on the connection when it ended. */
  endsAt: number;
  /** The one that ended after it. */
  behind: Tail | undefined;
  /** Its last byte has left this process, or never will. */
  gone(): void;
}

/** Why what has ended is cut, and whose it was. */
export interface TailCut {
  readonly session: string | undefined;
  readonly reason: string;
}

/** Those of one connection, in the order in which they ended: linked to each other, since each request leaves one. */
export class Tails {
  #first: Tail | undefined;
  #last: Tail | undefined;

  add(tail: Tail): void {
    if (this.#last === undefined) this.#first = tail;
    else this.#last.behind = tail;
    this.#last = tail;
  }

  /** Lets go of those that ended within the first `bytes` of the connection. */
  leave(bytes: number): void {
    for (let tail = this.#first; tail !== undefined && tail.endsAt <= bytes; tail = this.#first) {
      this.#first = tail.behind;
      if (this.#first === undefined) this.#last = undefined;
      tail.behind = undefined;
      tail.gone();
    }
  }
}
