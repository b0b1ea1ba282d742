import type { Pace } from '../records.ts';

/** How long to wait after this many tries before the next may be made, milliseconds. */
export function pauseAfter(tries: number, pace: Pace): number {
  if (tries < pace.free || pace.pauseMs === 0) return 0;
  return Math.min(pace.longestMs, pace.pauseMs * 2 ** Math.min(40, tries - pace.free));
}
