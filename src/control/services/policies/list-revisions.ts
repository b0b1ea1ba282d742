import type { PolicyRevision } from '#contracts/api/policy-versions.ts';
import { Fault } from '#contracts/errors.ts';
import type { Page, PageRequest } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';

/** Lists what was published, newest first; the cursor is the number of the last revision shown. */
export async function listRevisions(call: Call, request: PageRequest): Promise<Page<PolicyRevision>> {
  await permit(call, 'read');
  const { limit = 50, cursor } = request;
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) {
    throw new Fault('invalid-request', 'The cursor is not one that a listing gave.');
  }
  const before = cursor === undefined ? {} : { before: Number(cursor) };
  const rows = await call.store.policies.revisions({ ...before, limit: limit + 1 });
  const trial = await call.store.policyTrials.find();
  const items = rows.slice(0, limit).map((row) => ({
    ...row,
    confirmBefore: trial?.revision === row.revision ? trial.confirmBefore : null,
  }));
  const last = items.at(-1);
  return rows.length > limit && last !== undefined ? { items, next: String(last.revision) } : { items };
}
