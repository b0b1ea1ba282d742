/** A value's place in a list: what it takes to leave it. */
export interface Place<T> {
  readonly value: T;
  before: Place<T> | undefined;
  after: Place<T> | undefined;
  /** Whether it is in its list; a place that was left is not entered again. */
  taken: boolean;
}

/**
 * A list that is entered at its end and left anywhere, in constant time. For what comes and goes with every
 * request: the hash table of a `Set` is made anew all the while then, each dead table keeps the next one and
 * all that stood in it alive once it has grown old, and the collector copies what nobody needs.
 */
export class LinkedList<T> implements Iterable<T> {
  #first: Place<T> | undefined;
  #last: Place<T> | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(value: T): Place<T> {
    const place: Place<T> = { value, before: this.#last, after: undefined, taken: true };
    if (this.#last === undefined) this.#first = place;
    else this.#last.after = place;
    this.#last = place;
    this.#size++;
    return place;
  }

  /** Takes a place of this very list out of it; leaving twice does nothing. */
  leave(place: Place<T>): void {
    if (!place.taken) return;
    const { before, after } = place;
    if (before === undefined) this.#first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    // A dead place must not keep its neighbours alive.
    place.before = undefined;
    place.after = undefined;
    place.taken = false;
    this.#size--;
  }

  /** Goes through those that are in the list now, whatever comes and goes meanwhile. */
  [Symbol.iterator](): IterableIterator<T> {
    const values: T[] = [];
    for (let place = this.#first; place !== undefined; place = place.after) values.push(place.value);
    return values[Symbol.iterator]();
  }
}
