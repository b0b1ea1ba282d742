import { policyPublished } from '#contracts/changes.ts';
import type { StoredPolicy, VersionedPolicy } from '#contracts/policies.ts';
import { Fault } from '#contracts/errors.ts';
import type { PolicyRow, Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import type { JudgedPolicies } from '../second-person/judged.ts';
import { bookIn, versioned } from './book.ts';
import { shownTime } from './difference.ts';
import { asFrom, datesOf } from './enforce-from.ts';
import { ownerTest } from './owner-test.ts';
import { publisherTest } from './publisher-test.ts';
import { keepTestsTrue } from './tests/run-tests.ts';
import { touchedSubjects } from './touched-subjects.ts';

/** A publication, and what it asks of those who hear it. */
export interface Publication {
  readonly revision: number;
  readonly subjects: readonly string[];
  /** When it goes back by itself unless it is confirmed, milliseconds since the Unix epoch. */
  readonly confirmBefore: number | null;
  /** All policies before and after it. */
  readonly judged: JudgedPolicies;
}

/** What is published, and how. */
export interface Publishing {
  /** Every version, before and after, of what the transaction changed. */
  readonly touched: readonly StoredPolicy[];
  readonly message: string;
  /** Seconds within which somebody must confirm it; absent: it stays. */
  readonly confirmWithin?: number | undefined;
}

/**
 * Publishes the enabled policies as the transaction sees them, if an owner can still get in under them. The lock
 * on policies must be held.
 * @throws Fault `policy-locks-out`, `policy-test-failed`, `policy-refuses-publisher`, `conflict`
 */
export async function publish(
  call: Call,
  tx: Repositories,
  { touched, message, confirmWithin }: Publishing,
): Promise<Publication> {
  await refuseDuringTrial(tx);
  const before = await tx.policies.latest();
  const rows = await tx.policies.all();
  const enabled = rows.filter((row) => row.enabled);
  const policies = enabled.map(storedPolicy);
  const onTrial = confirmWithin !== undefined;
  await holdToTests(call, tx, { policies, onTrial });
  await holdToTestsThen(call, tx, { enabled, onTrial });
  const author = call.caller.actor;
  const revision = await tx.policies.publish({ snapshot: policies, author, message });
  const backTo = before?.revision;
  if (confirmWithin !== undefined && backTo !== undefined) {
    await tx.policyTrials.start({ revision, backTo, seconds: confirmWithin, author });
  }
  const trial = await tx.policyTrials.find();
  const subjects = await touchedSubjects(tx, touched);
  const judged = await judgedOf(tx, { revision, rows, message });
  return { revision, subjects, confirmBefore: trial?.confirmBefore ?? null, judged };
}

/** What a publication changed of all policies, against the version before it. The lock on policies must be held. */
export async function judgedOf(
  tx: Pick<Repositories, 'policies'>,
  published: {
    readonly revision: number;
    readonly rows: readonly VersionedPolicy[];
    readonly message: string;
  },
): Promise<JudgedPolicies> {
  const { revision, rows, message } = published;
  const base = revision - 1;
  const was = await tx.policies.revision(base);
  const before = was === undefined ? [] : bookIn(was, []);
  return {
    type: 'policies',
    base,
    revision,
    before: before.map(versioned),
    after: rows.map(versioned),
    message,
  };
}

interface ToHold {
  readonly policies: readonly StoredPolicy[];
  /** It goes back by itself; then whoever publishes may lock themselves out. */
  readonly onTrial: boolean;
}

async function holdToTests(call: Call, tx: Repositories, { policies, onTrial }: ToHold): Promise<void> {
  const draft = { revision: call.decider.revision() + 1, policies };
  await ownerTest(call, tx, draft);
  await keepTestsTrue(call, tx, draft);
  if (!onTrial) await publisherTest(call, tx, draft);
}

/** Every date is looked at in turn, at every publication. */
const mostDates = 20;

/** What will be enforced from a date on is tried now: nobody need be there to see it fail when the date comes. */
async function holdToTestsThen(
  call: Call,
  tx: Repositories,
  { enabled, onTrial }: { readonly enabled: readonly PolicyRow[]; readonly onTrial: boolean },
): Promise<void> {
  const dates = datesOf(enabled);
  if (dates.length > mostDates) throw conflict(`There are ${mostDates} dates already; take one of them.`);
  for (const at of dates) {
    try {
      await holdToTests(call, tx, { policies: asFrom(enabled, at).map(storedPolicy), onTrial });
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      const { detail } = thrown.details;
      const then = `As it would be from ${shownTime(at)} on: ${typeof detail === 'string' ? detail : thrown.message}`;
      throw new Fault(thrown.code, then, { cause: thrown, details: { ...thrown.details, detail: then } });
    }
  }
}

/** What came after a publication that goes back by itself would be lost with it, so nothing may. */
async function refuseDuringTrial(tx: Pick<Repositories, 'policyTrials'>): Promise<void> {
  const trial = await tx.policyTrials.find();
  if (trial === undefined) return;
  const { revision, backTo } = trial;
  throw conflict(`Version ${revision} waits to be confirmed. Confirm it, or roll back to ${backTo}, first.`);
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
  const { revision, subjects, confirmBefore } = publication;
  return {
    event: {
      kind: 'policy-published' as const,
      about: told.about,
      data: { revision, ...(confirmBefore === null ? {} : { confirmBefore }), ...told.data },
    },
    changes: [{ kind: 'recheck' as const, subjects, cause: policyPublished }],
    judged: [publication.judged],
  };
}
