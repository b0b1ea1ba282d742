import type { Clock } from '#base/clock.ts';
import { Fault } from '#contracts/errors.ts';

export interface SparingOptions {
  readonly clock: Clock;
  /** Told of the faults that are worth a line, and how many like it were not told since the one before. */
  readonly tell: (thrown: unknown, untold: number) => void;
}

/** How often a fault that stays is told again, milliseconds. */
const againMs = 60_000;

/**
 * Tells a fault when it comes and then once a minute while it stays: what is tried four times a second would
 * fill the log with one message, often on the disk whose lack of room is the fault.
 */
export function reportSparingly({ clock, tell }: SparingOptions): (thrown: unknown) => void {
  const told = new Map<string, { at: number; untold: number }>();
  return (thrown) => {
    // Anything that is no fault is a mistake of ours, and each may be another one.
    if (!(thrown instanceof Fault)) return tell(thrown, 0);
    const now = clock.monotonic();
    const before = told.get(thrown.code);
    if (before !== undefined && now - before.at < againMs) {
      before.untold += 1;
      return undefined;
    }
    told.set(thrown.code, { at: now, untold: 0 });
    return tell(thrown, before?.untold ?? 0);
  };
}
