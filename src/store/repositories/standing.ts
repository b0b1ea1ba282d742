import { sql } from 'kysely';
import { advisoryLocks } from '../advisory-locks.ts';
import type { Executor } from '../pool.ts';

const [group, number] = advisoryLocks.standing;

/**
 * What people may do, held while a transaction relies on it or changes it. To be taken as the first lock of a
 * transaction: then nobody who waits for it holds anything that others wait for.
 */
export function standingRepository(db: Executor) {
  return {
    /** Has what people may do stay as it is until the transaction ends; many may rely on it at once. */
    async rely(): Promise<void> {
      await sql`select pg_advisory_xact_lock_shared(${group}, ${number})`.execute(db);
    },
    /** Waits until nobody relies on it and lets nobody rely on it until the transaction ends. */
    async change(): Promise<void> {
      await sql`select pg_advisory_xact_lock(${group}, ${number})`.execute(db);
    },
  };
}
