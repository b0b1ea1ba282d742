import { newId } from '#base/ids.ts';
import type { NewPolicy, Policy } from '#contracts/api/policies.ts';
import { allPolicies } from '#decision/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { write } from '../write.ts';
import { storableText } from './check-text.ts';
import { checkDate, withDate } from './enforce-from.ts';
import { presentPolicy } from './present-policy.ts';
import { publish, published } from './publish.ts';

/** Adds a policy and publishes. @throws Fault `policy-invalid`, and those of `publish` */
export async function createPolicy(call: Call, input: NewPolicy): Promise<Policy> {
  await permit(call, 'write');
  await permit(call, 'publish', allPolicies);
  checkDate(call, input.enforceFrom);
  const text = await storableText(call, input.text);
  const { name, title = name, mode, enabled, enforceFrom, message, confirmWithin } = input;
  return write(call, async (tx) => {
    await tx.policies.lock();
    if (await tx.policies.findByName(name)) throw conflict(`A policy is called ${name} already.`);
    const id = newId('policy');
    const row = await tx.policies.insert(
      withDate({ id, name, title, text, mode, enabled, enforceFrom }, enforceFrom),
    );
    const value = await presentPolicy(tx, row);
    const publication = await publish(call, tx, { touched: enabled ? [row] : [], message, confirmWithin });
    return { value, ...published(publication, { about: [id], data: { after: value, message } }) };
  });
}
