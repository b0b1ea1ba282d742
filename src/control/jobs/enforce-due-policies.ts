import type { ServiceContext } from '../services/index.ts';
import { enforceDue, type Retries } from '../services/policies/enforce-due.ts';
import type { Job } from './jobs.ts';

/** Enforces policies whose date has come; a second late at most while control runs. */
export function enforceDuePolicies(context: ServiceContext): Job {
  const retries: Retries = new Map();
  return { name: 'enforce-due-policies', everyMs: 1_000, run: () => enforceDue(context, retries) };
}
