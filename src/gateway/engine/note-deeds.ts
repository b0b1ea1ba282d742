/** How often a person's doings in one tunnel are noted, milliseconds. */
const everyMs = 5_000;

/** Notes that a person did something, as often as that matters. */
export interface Deeds {
  /** `count` grows with what the person does, `now` is monotonic milliseconds. */
  saw(count: number, now: number): void;
}

/** Thins out what a busy tunnel would say about its person; the first deed is noted at once. */
export function createDeeds(note: () => void): Deeds {
  let seen = 0;
  let last = Number.NEGATIVE_INFINITY;
  return {
    saw(count, now) {
      if (count === seen) return;
      seen = count;
      if (now - last < everyMs) return;
      last = now;
      note();
    },
  };
}
