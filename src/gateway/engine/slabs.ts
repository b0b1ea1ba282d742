/** The size of a slab in bytes. */
export const slabSize = 256 * 1024;

const maxKept = 32;
const free: Buffer[] = [];

/** Takes a slab for reading a large body into. */
export function takeSlab(): Buffer {
  return free.pop() ?? Buffer.allocUnsafeSlow(slabSize);
}

/** Gives a slab back once its bytes have been written; at most a few are kept. */
export function giveSlab(slab: Buffer): void {
  if (free.length < maxKept) free.push(slab);
}

/**
 * What every other upstream socket reads into, all of them the same: a read is dealt with before the next
 * one begins. Idle sockets therefore hold no memory of ours. Whatever must outlive the read is copied.
 */
export const sharedReadBuffer = Buffer.allocUnsafeSlow(64 * 1024);
