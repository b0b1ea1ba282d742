import type { PolicyDifference, PolicyVersion } from '#contracts/api/policy-versions.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { found } from '../write.ts';
import { bookIn, readable } from './book.ts';
import { differenceOf } from './difference.ts';

/** Reads all policies as they were in a version. @throws Fault `not-found` */
export async function getRevision(call: Call, revision: number): Promise<PolicyVersion> {
  await permit(call, 'read');
  const { store } = call;
  const row = found(await store.policies.revision(revision));
  const [book = []] = await readable(store, [bookIn(row, await store.policies.all())]);
  const trial = await store.policyTrials.find();
  const { author, message, publishedAt, snapshot } = row;
  return {
    revision,
    author,
    message,
    publishedAt,
    policies: snapshot.length,
    confirmBefore: trial?.revision === revision ? trial.confirmBefore : null,
    book: [...book],
  };
}

/** Says how a version differs from another, or from the one before; version 0 holds nothing. @throws Fault `not-found` */
export async function getDifference(
  call: Call,
  { revision, from = revision - 1 }: { readonly revision: number; readonly from?: number | undefined },
): Promise<{ readonly from: number; readonly to: number; readonly items: readonly PolicyDifference[] }> {
  await permit(call, 'read');
  const { store } = call;
  const present = await store.policies.all();
  const bookAt = async (number: number) =>
    number === 0 ? [] : bookIn(found(await store.policies.revision(number)), present);
  const [before = [], after = []] = await readable(store, [await bookAt(from), await bookAt(revision)]);
  return { from, to: revision, items: differenceOf(before, after) };
}
