import { partyOf } from '../engine/party-of.ts';

/** Counts connections of people nobody knows yet, by where they come from. */
export interface AddressLimits {
  /** Takes a place for an address; false when all of its places are taken. */
  enter(address: string): boolean;
  leave(address: string): void;
}

/**
 * Bounds how many unknown connections one address may hold, so that one sender cannot take all the memory
 * before it has said who it is. An IPv6 sender owns a whole /64, which therefore counts as one.
 */
export function createAddressLimits(maxPerAddress: number): AddressLimits {
  const counts = new Map<string, number>();
  return {
    enter(address) {
      const key = partyOf(address);
      const count = counts.get(key) ?? 0;
      if (count >= maxPerAddress) return false;
      counts.set(key, count + 1);
      return true;
    },
    leave(address) {
      const key = partyOf(address);
      const count = counts.get(key) ?? 0;
      if (count <= 1) counts.delete(key);
      else counts.set(key, count - 1);
    },
  };
}
