import type { Policy, PolicyEdit } from '#contracts/api/policies.ts';
import { allPolicies } from '#decision/index.ts';
import type { Call } from '../call.ts';
import { permit, permitOn } from '../permit.ts';
import { found, given, write, written } from '../write.ts';
import { storableText } from './check-text.ts';
import { checkDate, withDate } from './enforce-from.ts';
import { lookForPolicy, presentPolicy } from './present-policy.ts';
import { publish, published } from './publish.ts';

/**
 * Changes a policy and publishes.
 * @throws Fault `not-found`, `changed-meanwhile`, `policy-invalid`, and those of `publish`
 */
export async function updatePolicy(
  call: Call,
  target: { readonly policy: string; readonly version: number },
  edit: PolicyEdit,
): Promise<Policy> {
  const kept = await lookForPolicy(call.store, target.policy);
  const { id } = await permitOn(call, { action: 'write', type: 'Policy', row: kept });
  await permit(call, 'publish', allPolicies);
  checkDate(call, edit.enforceFrom);
  const text = edit.text === undefined ? undefined : await storableText(call, edit.text);
  const { name, title, mode, enabled, enforceFrom, message, confirmWithin } = edit;
  return write(call, async (tx) => {
    await tx.policies.lock();
    const row = found(await tx.policies.find(id));
    const before = await presentPolicy(tx, row);
    const from = enforceFrom === undefined ? row.enforceFrom : enforceFrom;
    const dated = withDate({ mode: mode ?? row.mode, enforceFrom: from }, enforceFrom);
    // What was in the way of its date is looked at anew.
    const date = { enforceFrom: dated.enforceFrom ?? null, enforceProblem: null };
    const fields = { ...given({ name, title, text, mode, enabled }), ...date };
    const after = written(await tx.policies.update({ id, version: target.version }, fields));
    const value = await presentPolicy(tx, after);
    const touched = [row, after].filter((version) => version.enabled);
    const publication = await publish(call, tx, { touched, message, confirmWithin });
    return { value, ...published(publication, { about: [id], data: { before, after: value, message } }) };
  });
}
