import type { PublicationAnswer } from '#contracts/api/policy-versions.ts';
import { allPolicies } from '#decision/index.ts';
import { Fault } from '#contracts/errors.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { type Book, bookOf } from './book.ts';
import { withoutPastDates } from './enforce-from.ts';
import { publishBook } from './publish-changes.ts';
import { storedPolicy } from './publish.ts';

/**
 * Makes all policies again what they were in a version, as a new one. It is checked like any write: what was valid
 * then may not be now, and what let its owners in then may not today.
 * @throws Fault `not-found`, `policy-invalid`, and those of `publish`
 */
export async function rollBack(
  call: Call,
  wanted: {
    readonly revision: number;
    readonly message: string;
    readonly confirmWithin?: number | undefined;
  },
): Promise<PublicationAnswer> {
  await permit(call, 'write', allPolicies);
  await permit(call, 'publish', allPolicies);
  const { revision, message: given, confirmWithin } = wanted;
  await refuseInvalid(call, await bookOf(call.store, revision));
  const message = given === '' ? `back to version ${revision}` : given;
  return publishBook(call, {
    async makeBook(tx) {
      // Going back to where it would go by itself needs nobody's patience.
      const trial = await tx.policyTrials.find();
      if (trial?.backTo === revision) await tx.policyTrials.end();
      return withoutPastDates(await bookOf(tx, revision), call.clock.wall());
    },
    message,
    confirmWithin,
    told: { backTo: revision },
  });
}

async function refuseInvalid(call: Call, book: Book): Promise<void> {
  const problems = await call.decider.check(book.filter(({ enabled }) => enabled).map(storedPolicy));
  const [first] = problems.filter(({ severity }) => severity === 'error');
  if (first === undefined) return;
  const name = book.find(({ id }) => id === first.policy)?.name ?? 'A policy';
  throw new Fault('policy-invalid', first.message, {
    details: { detail: `${name} of that version is not valid any more: ${first.message}` },
  });
}
