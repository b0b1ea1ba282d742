import { policyPublished } from '#contracts/changes.ts';
import type { Observed } from '#contracts/api/policies.ts';
import { isFault } from '#contracts/errors.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import type { Subject } from '#contracts/subjects.ts';
import type { PolicyRow, Repositories } from '#store/index.ts';
import type { Call, ServiceContext } from '../call.ts';
import { type Book, readable, versioned, writeBook } from './book.ts';
import { ownerTest } from './owner-test.ts';
import { countObserved } from './observed.ts';
import { marked, weigh } from '../second-person/weigh.ts';
import { judgedOf, storedPolicy } from './publish.ts';
import { keptTests, runTests } from './tests/run-tests.ts';
import { touchedSubjects } from './touched-subjects.ts';

const actor = { kind: 'system' as const };

/** What was in the way of a date is looked at again after this time. */
const retryMs = 60_000;

/** When dates that could not be kept are tried again, by the clock's wall time. */
export type Retries = Map<number, number>;

/**
 * Enforces policies whose date has come, those of one date as one version: a permit must not arrive before the forbid
 * that was written with it. The date stands in the database and is judged by its clock, so a restart only delays it,
 * and of several replicas one does it. While a publication waits to be confirmed it waits too, since it would go back
 * with it.
 *
 * What would break a sentence that holds now, or lock every owner out, stays as it is and says why: things may have
 * changed since its date was written. What is broken already stops nothing, or a `forbid` would wait for something
 * that it has no part in.
 */
export async function enforceDue(context: ServiceContext, retries: Retries): Promise<void> {
  const { store, clock } = context;
  const call: Call = { ...context, caller: { actor }, permitted: [] };
  const dates = new Set((await store.policies.due()).flatMap(({ enforceFrom }) => enforceFrom ?? []));
  for (const date of [...dates].toSorted((one, other) => one - other)) {
    if ((retries.get(date) ?? 0) > clock.wall()) continue;
    const done = await enforceDate(call, date);
    if (done === 'put-off') retries.set(date, clock.wall() + retryMs);
    else retries.delete(date);
  }
}

type Done = 'put-off' | 'nothing' | { readonly subjects: readonly Subject[] };

async function enforceDate(call: Call, date: number): Promise<Done> {
  const rows = (await call.store.policies.due()).filter(({ enforceFrom }) => enforceFrom === date);
  const observed = new Map<string, Observed>();
  for (const row of rows) observed.set(row.id, await countObserved(call, row));
  const { value } = await call.store.change(
    (tx) => enforce(call, tx, { date, observed }),
    (done) =>
      typeof done === 'string'
        ? []
        : [{ kind: 'recheck', subjects: done.subjects, cause: policyPublished, actor }],
  );
  return value;
}

async function enforce(
  call: Call,
  tx: Repositories,
  { date, observed }: { readonly date: number; readonly observed: ReadonlyMap<string, Observed> },
): Promise<Done> {
  await tx.policies.lock();
  const due = (await tx.policies.due()).filter(({ enforceFrom }) => enforceFrom === date);
  // Another replica was quicker, they were put off, or it would go back with a trial.
  if (due.length === 0 || (await tx.policyTrials.find()) !== undefined) return 'nothing';
  const ids = new Set<string>(due.map(({ id }) => id));
  const before = (await tx.policies.all()).map(versioned);
  const target: Book = before.map((policy) =>
    ids.has(policy.id) ? { ...policy, mode: 'enforce', enforceFrom: null } : policy,
  );
  const problem = await whyNot(call, tx, { before, target });
  if (problem !== undefined) {
    for (const row of due) await putOff(call, tx, { row, problem });
    return 'put-off';
  }
  const { touched, about } = await writeBook(tx, target);
  const message = `${due.map(({ name }) => name).join(', ')}: enforced from now on, as was set`;
  const snapshot = target.filter(({ enabled }) => enabled).map(storedPolicy);
  const revision = await tx.policies.publish({ snapshot, author: actor, message });
  const [was = [], is = []] = await readable(tx, [before, target]);
  const of = (book: Book) => book.filter((policy) => ids.has(policy.id));
  const counts = due.flatMap(({ id, name }) => countsOf(name, observed.get(id)));
  const data = { revision, message, before: of(was), after: of(is), observed: counts };
  const judged = await judgedOf(tx, { revision, rows: await tx.policies.all(), message });
  const event = { kind: 'policy-published' as const, actor, about, data };
  await call.audit.append(marked(event, await weigh(call, tx, { judged: [judged] })));
  return { subjects: await touchedSubjects(tx, touched) };
}

function countsOf(name: string, observed: Observed | undefined) {
  if (observed === undefined) return [];
  const { refuses, allows, checked } = observed;
  return [{ name, refuses, allows, checked }];
}

async function whyNot(
  call: Call,
  tx: Repositories,
  { before, target }: { readonly before: Book; readonly target: Book },
): Promise<string | undefined> {
  const revision = call.decider.revision() + 1;
  const snapshotOf = (book: Book): PolicySnapshot => ({
    revision,
    policies: book.filter(({ enabled }) => enabled).map(storedPolicy),
  });
  try {
    await ownerTest(call, tx, snapshotOf(target));
  } catch (thrown) {
    if (!isFault(thrown, 'policy-locks-out')) throw thrown;
    return `it would lock every owner out: ${thrown.message}`;
  }
  const tests = await keptTests(tx);
  const then = await runTests(call, tx, { snapshot: snapshotOf(target), tests });
  if (then.every(({ holds }) => holds)) return undefined;
  const now = await runTests(call, tx, { snapshot: snapshotOf(before), tests });
  const broken = then.find(({ holds }, place) => !holds && now[place]?.holds === true);
  return broken === undefined ? undefined : `“${broken.sentence}” would not hold: ${broken.why}`;
}

/** Says once why; the next run tries again. */
async function putOff(
  { audit }: Call,
  tx: Repositories,
  { row, problem }: { readonly row: PolicyRow; readonly problem: string },
): Promise<void> {
  if (row.enforceProblem === problem) return;
  const { id, name, enforceFrom } = row;
  await audit.append({
    kind: 'object-changed',
    actor,
    about: [id],
    data: { type: 'policy', name, notEnforced: problem, enforceFrom },
  });
  await tx.policies.noteProblem(id, problem);
}
