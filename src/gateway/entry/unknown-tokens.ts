import type { Clock } from '#base/clock.ts';

const rememberMs = 5_000;
const windowMs = 10_000;
const maxPerWindow = 30;
const maxEntries = 20_000;

/** What a gateway remembers of tokens that turned out to be nobody's. */
export interface UnknownTokens {
  /** Whether this token was found to be unknown a moment ago. */
  isUnknown(hash: string): boolean;
  /** Whether this address may make us ask about a token that we have not met. */
  mayAsk(address: string, hash: string): boolean;
  /** Notes that control does not know a token. */
  unknown(address: string, hash: string): void;
  /** Notes that control does know it: from then on the budget does not touch it. */
  known(hash: string): void;
}

/**
 * Keeps strangers from making the control plane look things up: a well-formed token that is dead is asked for
 * once in five seconds, and each address may be wrong thirty times in ten. All tables are bounded.
 */
export function createUnknownTokens(clock: Clock): UnknownTokens {
  const dead = new Map<string, number>();
  const met = new Map<string, true>();
  const misses = new Map<string, { since: number; count: number }>();
  return {
    isUnknown(hash) {
      const at = dead.get(hash);
      if (at === undefined) return false;
      if (clock.monotonic() - at < rememberMs) return true;
      dead.delete(hash);
      return false;
    },
    mayAsk(address, hash) {
      const window = misses.get(address);
      if (window === undefined || window.count < maxPerWindow) return true;
      return clock.monotonic() - window.since > windowMs || met.has(hash);
    },
    unknown(address, hash) {
      const now = clock.monotonic();
      remember(dead, hash, now);
      met.delete(hash);
      const window = misses.get(address);
      if (window === undefined || now - window.since > windowMs) {
        remember(misses, address, { since: now, count: 1 });
      } else window.count++;
    },
    known(hash) {
      if (!met.has(hash)) remember(met, hash, true);
    },
  };
}

/** Adds to a map and lets the oldest entry go when there are too many. */
function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= maxEntries) return;
  const oldest = map.keys().next();
  if (oldest.done !== true) map.delete(oldest.value);
}
