import type { CheckpointWriter } from '#audit/index.ts';
import type { Job } from './jobs.ts';

/** Signs every 10 s where the audit chains stand; of several replicas whichever holds the lock. */
export function writeCheckpoints(parts: { readonly checkpoints: CheckpointWriter }): Job {
  return {
    name: 'write-checkpoints',
    everyMs: 10_000,
    run: async () => void (await parts.checkpoints.write()),
  };
}
