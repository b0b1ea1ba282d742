/** How long to wait before something that ended is started again. */
export interface BackOff {
  /** Milliseconds to wait now, given for how long it ran, in milliseconds. */
  next(ranMs: number): number;
}

const firstMs = 200;
const longestMs = 15_000;
const soundMs = 60_000;

/**
 * Waits twice as long after each end, from 0.2 s to 15 s: a part that dies at once does not burn the machine,
 * one that died by accident is back inside the grace of what lives on it. A minute of life starts over.
 */
export function createBackOff(): BackOff {
  let nextMs = firstMs;
  return {
    next(ranMs) {
      if (ranMs >= soundMs) nextMs = firstMs;
      const waitMs = nextMs;
      nextMs = Math.min(nextMs * 2, longestMs);
      return waitMs;
    },
  };
}
