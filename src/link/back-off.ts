import { linkLimits } from './limits.ts';

export interface BackOff {
  /** Milliseconds to wait before the next attempt. */
  next(): number;
  /** The last attempt held: begin anew. */
  reset(): void;
}

/**
 * Doubles the pause with each failure up to a bound, and spreads it, so that gateways which lost one replica in
 * the same instant do not arrive at the next one in the same instant. `random` gives numbers in [0, 1).
 */
export function createBackOff(random: () => number = Math.random): BackOff {
  const [first, longest] = linkLimits.backOffMs;
  let failures = 0;
  return {
    next() {
      const bound = Math.min(longest, first * 2 ** failures);
      failures = Math.min(failures + 1, 16);
      return bound / 2 + (bound / 2) * random();
    },
    reset() {
      failures = 0;
    },
  };
}
