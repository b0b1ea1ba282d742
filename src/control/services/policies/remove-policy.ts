import { allPolicies } from '#decision/index.ts';
import type { Call } from '../call.ts';
import { permit, permitOn } from '../permit.ts';
import { found, write, written } from '../write.ts';
import { lookForPolicy, presentPolicy } from './present-policy.ts';
import { publish, published } from './publish.ts';

/** Removes a policy and publishes. @throws Fault `not-found`, `changed-meanwhile`, `policy-locks-out` */
export async function removePolicy(
  call: Call,
  target: { readonly policy: string; readonly version: number },
): Promise<void> {
  const kept = await lookForPolicy(call.store, target.policy);
  const { id } = await permitOn(call, { action: 'write', type: 'Policy', row: kept });
  await permit(call, 'publish', allPolicies);
  await write(call, async (tx) => {
    await tx.policies.lock();
    const row = found(await tx.policies.find(id));
    const before = await presentPolicy(tx, row);
    written(await tx.policies.remove({ id, version: target.version }));
    const publication = await publish(call, tx, { touched: row.enabled ? [row] : [], message: '' });
    return { value: undefined, ...published(publication, { about: [id], data: { before } }) };
  });
}
