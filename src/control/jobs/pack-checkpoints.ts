import type { CheckpointWriter } from '#audit/index.ts';
import type { Job } from './jobs.ts';

/** Packs old checkpoints, so that a year of them takes some megabytes and not a gigabyte. */
export function packCheckpoints(parts: { readonly checkpoints: CheckpointWriter }): Job {
  return {
    name: 'pack-checkpoints',
    everyMs: 600_000,
    run: async () => void (await parts.checkpoints.pack()),
  };
}
