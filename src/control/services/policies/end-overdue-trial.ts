import type { AuditLog } from '#contracts/events.ts';
import { policyPublished } from '#contracts/changes.ts';
import type { Repositories, Store } from '#store/index.ts';
import { type Book, bookOf, readable, versioned, writeBook } from './book.ts';
import { differenceOf } from './difference.ts';
import { withoutPastDates } from './enforce-from.ts';
import { storedPolicy } from './publish.ts';
import { touchedSubjects } from './touched-subjects.ts';

const actor = { kind: 'system' as const };

/**
 * Rolls a publication back that nobody confirmed in time. What is due stands in the database, so a restart of control
 * only delays it, and of several replicas one does it. Nothing is tested: it was in force a moment ago, and the way
 * back must not depend on what is wrong now.
 */
export async function endOverdueTrial(parts: {
  readonly store: Pick<Store, 'change' | 'policyTrials'>;
  readonly audit: AuditLog;
}): Promise<void> {
  if ((await parts.store.policyTrials.overdue()) === undefined) return;
  await parts.store.change(
    async (tx) => rolledBack(tx, parts.audit),
    (subjects) =>
      subjects === undefined ? [] : [{ kind: 'recheck', subjects, cause: policyPublished, actor }],
  );
}

async function rolledBack(tx: Repositories, audit: AuditLog): Promise<readonly string[] | undefined> {
  await tx.policies.lock();
  const trial = await tx.policyTrials.overdue();
  if (trial === undefined) return undefined; // another replica was quicker, or it was confirmed
  const before: Book = (await tx.policies.all()).map(versioned);
  const target = withoutPastDates(await bookOf(tx, trial.backTo), trial.confirmBefore);
  const { touched, about } = await writeBook(tx, target);
  const message = `version ${trial.revision} was not confirmed in time`;
  const snapshot = target.filter(({ enabled }) => enabled).map(storedPolicy);
  const revision = await tx.policies.publish({ snapshot, author: actor, message });
  await tx.policyTrials.end();
  const [was = [], is = []] = await readable(tx, [before, target]);
  const changed = differenceOf(was, is).map(({ name, words }) => ({ name, words }));
  const of = (book: Book) => book.filter(({ id }) => about.includes(id));
  const data = { revision, backTo: trial.backTo, changed, before: of(was), after: of(is), message };
  await audit.append({ kind: 'policy-published', actor, about, data });
  return touchedSubjects(tx, touched);
}
