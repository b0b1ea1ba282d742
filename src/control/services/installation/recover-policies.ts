import { policyPublished } from '#contracts/changes.ts';
import type { StoredPolicy } from '#contracts/policies.ts';
import { everything } from '#contracts/subjects.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { judgedOf } from '../policies/publish.ts';
import { found, write, written } from '../write.ts';

/**
 * Puts an earlier policy revision in force again, as a new one. Policies that came later stay, switched off, so
 * that nothing anybody wrote is lost. Unlike any other publication it is not tested for whether an owner gets in:
 * it is the way back in, and only the machine's own socket leads here.
 * @throws Fault `not-found`
 */
export async function recoverPolicies(call: Call, revision: number): Promise<{ readonly revision: number }> {
  return write(call, async (tx) => {
    await tx.policies.lock();
    const { snapshot } = found(await tx.policies.revision(revision));
    await tx.policyTrials.end();
    await restore(tx, snapshot);
    const message = `revision ${revision} again`;
    const published = await tx.policies.publish({ snapshot, author: call.caller.actor, message });
    return {
      value: { revision: published },
      event: {
        kind: 'recovered',
        about: [],
        data: { what: 'policies', from: revision, revision: published },
      },
      changes: [{ kind: 'recheck', subjects: [everything], cause: policyPublished }],
      judged: [await judgedOf(tx, { revision: published, rows: await tx.policies.all(), message })],
    };
  });
}

async function restore(tx: Pick<Repositories, 'policies'>, snapshot: readonly StoredPolicy[]): Promise<void> {
  const rows = await tx.policies.all();
  const wanted = new Map(snapshot.map((policy) => [policy.id, policy]));
  for (const { id, version } of rows) {
    const policy = wanted.get(id);
    const edit =
      policy === undefined
        ? { enabled: false, enforceFrom: null }
        : { enabled: true, title: policy.title, text: policy.text, mode: policy.mode, enforceFrom: null };
    written(await tx.policies.update({ id, version }, edit));
  }
  const known = new Set(rows.map((row) => row.id));
  for (const policy of snapshot.filter(({ id }) => !known.has(id))) {
    // Snapshots hold no names; the id makes one that nobody has.
    const name = `restored-${policy.id.slice(4, 16)}`;
    await tx.policies.insert({ ...policy, name, enabled: true });
  }
}
