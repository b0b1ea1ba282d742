import type { TestProject } from 'vitest/node';
import { startSharedPostgres } from '#testing/postgres.ts';

/** Vitest's global setup of the medium tests: one server for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = await startSharedPostgres();
  project.provide('postgres', { superuser: shared.superuser, owner: shared.owner });
  return () => shared.stop();
}
