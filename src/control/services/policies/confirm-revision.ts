import { Fault } from '#contracts/errors.ts';
import { allPolicies } from '#decision/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { found, write } from '../write.ts';
import { refusedToCaller } from './publisher-test.ts';

/**
 * Lets a publication stay that waits to be confirmed. Whoever does must get in under it themselves, asked of the very
 * policies in question: a replica that still decides by those before would let the wrong hand through.
 * @throws Fault `not-found`, `conflict`, `policy-refuses-publisher`
 */
export async function confirmRevision(call: Call, revision: number): Promise<{ readonly revision: number }> {
  await permit(call, 'publish', allPolicies);
  return write(call, async (tx) => {
    await tx.policies.lock();
    const trial = await tx.policyTrials.find();
    if (trial?.revision !== revision) throw new Fault('not-found', 'no such version waits to be confirmed');
    if (await tx.policyTrials.overdue()) throw conflict('Its time is over: it is being rolled back.');
    const refused = await refusedToCaller(call, tx, found(await tx.policies.latest()));
    if (refused.length > 0) {
      const detail = `Not confirmed: under it you could not ${refused.join(' nor ')}. Somebody has to who can.`;
      throw new Fault('policy-refuses-publisher', detail, { details: { detail } });
    }
    await tx.policyTrials.end();
    return {
      value: { revision },
      event: { kind: 'policy-published', about: [], data: { revision, confirmed: true } },
      changes: [],
    };
  });
}
