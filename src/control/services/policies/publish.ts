import { policyPublished } from '#contracts/changes.ts';
import type { StoredPolicy } from '#contracts/policies.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { ownerTest } from './owner-test.ts';
import { touchedSubjects } from './touched-subjects.ts';

/** A publication, and what it asks of those who hear it. */
export interface Publication {
  readonly revision: number;
  readonly subjects: readonly string[];
}

/**
 * Publishes the enabled policies as the transaction sees them, if an owner can still get in under them. The lock
 * on policies must be held.
 * @param touched every version, before and after, of what the transaction changed
 * @throws Fault `policy-locks-out`
 */
export async function publish(
  call: Call,
  tx: Repositories,
  { touched, message }: { readonly touched: readonly StoredPolicy[]; readonly message: string },
): Promise<Publication> {
  const rows = await tx.policies.all();
  const policies = rows.filter((row) => row.enabled).map(storedPolicy);
  await ownerTest(call, tx, { revision: call.decider.revision() + 1, policies });
  const revision = await tx.policies.publish({ snapshot: policies, author: call.caller.actor, message });
  return { revision, subjects: await touchedSubjects(tx, touched) };
}

/** A policy as snapshots hold it. */
export function storedPolicy({ id, title, text, mode }: StoredPolicy): StoredPolicy {
  return { id, title, text, mode };
}

/** What a publication's event and changes are, alike for every way to publish. */
export function published(
  publication: Publication,
  told: { readonly about: readonly string[]; readonly data: Readonly<Record<string, unknown>> },
) {
  const { revision, subjects } = publication;
  return {
    event: { kind: 'policy-published' as const, about: told.about, data: { revision, ...told.data } },
    changes: [{ kind: 'recheck' as const, subjects, cause: policyPublished }],
  };
}
