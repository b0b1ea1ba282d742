import type { AuditLog } from '#contracts/events.ts';
import type { Store } from '#store/index.ts';
import { endOverdueTrial } from '../services/policies/end-overdue-trial.ts';
import type { Job } from './jobs.ts';

/** Rolls back what was published to be confirmed and was not; a second late at most. */
export function endOverdueTrials(parts: { readonly store: Store; readonly audit: AuditLog }): Job {
  return { name: 'end-overdue-trials', everyMs: 1_000, run: () => endOverdueTrial(parts) };
}
