/**
 * The advisory locks of PostgreSQL that we take, as (class, number). The class keeps them apart from those of
 * others on the same server; migration 1 names the second by its numbers.
 */
export const advisoryLocks = {
  migrations: [23121, 1],
  changes: [23121, 2],
  checkpoint: [23121, 3],
  keys: [23121, 4],
  housekeeping: [23121, 5],
  policies: [23121, 6],
  owners: [23121, 7],
  standing: [23121, 8],
} as const satisfies Record<string, readonly [number, number]>;

export type AdvisoryLock = keyof typeof advisoryLocks;
