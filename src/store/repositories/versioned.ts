import { refused, ok, type Result } from '#base/result.ts';

/** Why a write that names the version it read was not made. */
export type WriteRefusal = 'not-found' | 'changed-meanwhile';

/** A row as a writer read it. */
export interface Versioned<I extends string = string> {
  readonly id: I;
  readonly version: number;
}

/**
 * Tells what a versioned write came to: `updated` is the row it left, `exists` whether one is there at all.
 * The write itself compares the version, so nothing lies between check and write.
 */
export async function versionedResult<T>(
  updated: T | undefined,
  exists: () => Promise<boolean>,
): Promise<Result<T, WriteRefusal>> {
  if (updated !== undefined) return ok(updated);
  return refused((await exists()) ? 'changed-meanwhile' : 'not-found');
}
