import { isId, newId } from '#base/ids.ts';
import {
  policyPreviewReportSchema,
  type PolicyPreview,
  type PolicyPreviewReport,
} from '#contracts/api/policy-previews.ts';
import type { PolicyChange } from '#contracts/api/policy-versions.ts';
import type { VersionedPolicy } from '#contracts/policies.ts';
import { Fault } from '#contracts/errors.ts';
import { reportFault } from '#observe/index.ts';
import type { PolicyPreviewRow } from '#store/index.ts';
import type { Call } from '../../call.ts';
import { permit } from '../../permit.ts';
import { found } from '../../write.ts';
import { applyChanges, storableChanges } from '../apply-changes.ts';
import { versioned } from '../book.ts';
import { differenceOf } from '../difference.ts';
import { storedPolicy } from '../publish.ts';
import { openBothWays } from './both-ways.ts';
import { impactOf } from './impact.ts';
import { liveCuts } from './live-cuts.ts';
import { reachOf } from './reach.ts';
import { replayOf, sampleSize } from './replay.ts';

/** Previews that run at the same time, in all replicas together. */
const mostAtOnce = 2;

/** What of recorded decisions is decided again. */
export type ReplayExtent = 'none' | 'sample' | 'all';

/**
 * Begins to work out what a draft would change. It goes on after the answer, in threads of its own, and what it finds
 * stands in the database: whichever replica is asked next can tell.
 * @throws Fault `too-many`, `policy-invalid`, `not-found`, `conflict`, `changed-meanwhile`
 */
export async function previewChanges(
  call: Call,
  wanted: { readonly changes: readonly PolicyChange[]; readonly replay: ReplayExtent },
): Promise<PolicyPreview> {
  await permit(call, 'read');
  const changes = await storableChanges(call, wanted.changes);
  const rows = await call.store.policies.all();
  const draft = applyChanges(rows, changes);
  const before = rows.map(versioned);
  await call.store.policyPreviews.tidy();
  if ((await call.store.policyPreviews.running()) >= mostAtOnce) {
    const detail = 'Other previews are being worked out. Wait for them, or cancel one.';
    throw new Fault('too-many', detail, { details: { detail } });
  }
  const id = newId('policyPreview');
  await call.store.policyPreviews.insert(id);
  const of = (book: typeof draft) => book.filter(({ enabled }) => enabled).map(storedPolicy);
  const revision = call.decider.revision();
  const changed = new Set<string>(differenceOf(before, draft).map((policy) => policy.id));
  const work = {
    id,
    present: { revision, policies: of(before) },
    // What has a date is shown as from then on: until then nothing of it is to be seen.
    draft: { revision: revision + 1, policies: of(draft.map((policy) => fromItsDate(policy, changed))) },
    changed,
    titles: new Map<string, string>([...before, ...draft].map((policy) => [policy.id, policy.title])),
    replay: wanted.replay,
  };
  void runPreview(call, work).catch(async (thrown: unknown) => {
    reportFault(call.log, thrown);
    await call.store.policyPreviews.end(id, 'failed').catch(() => false);
  });
  return { id, state: 'running', percent: 0, report: null };
}

/** A policy of the draft that has a date, as it is from then on. */
function fromItsDate(policy: VersionedPolicy, changed: ReadonlySet<string>): VersionedPolicy {
  const isDated = changed.has(policy.id) && typeof policy.enforceFrom === 'number';
  return isDated ? { ...policy, mode: 'enforce' } : policy;
}

interface Work {
  readonly id: string;
  readonly present: Parameters<typeof openBothWays>[1]['present'];
  readonly draft: Parameters<typeof openBothWays>[1]['draft'];
  readonly changed: ReadonlySet<string>;
  readonly titles: ReadonlyMap<string, string>;
  readonly replay: ReplayExtent;
}

const nothing: PolicyPreviewReport = {
  impact: { checked: 0, complete: false, apps: [] },
  live: { checked: 0, complete: false, cut: 0, connections: [] },
  replay: { checked: 0, unreadable: 0, complete: false, differing: 0, decisions: [] },
};

async function runPreview(call: Call, { id, present, draft, changed, titles, replay }: Work): Promise<void> {
  const previews = call.store.policyPreviews;
  const reach = reachOf(
    [...present.policies, ...draft.policies].filter(({ id: policy }) => changed.has(policy)),
  );
  const bothWays = await openBothWays(call.openDecider, { present, draft });
  let report = nothing;
  const tell = (percent: number, part: Partial<PolicyPreviewReport>) => {
    report = { ...report, ...part };
    return previews.progress(id, { percent: Math.min(99, Math.floor(percent)), report });
  };
  try {
    for await (const { impact, done } of impactOf(call, bothWays, reach)) {
      // How many there are is not counted first; the bar slows down as it fills.
      if (!(await tell(40 * (done / (done + 20_000)), { impact }))) return;
    }
    if (!(await tell(50, { live: await liveCuts(call, bothWays, reach) }))) return;
    const most = { none: 0, sample: sampleSize, all: Number.POSITIVE_INFINITY }[replay];
    const titleOf = (policy: string) => titles.get(policy) ?? policy;
    for await (const part of replayOf(call, bothWays, { most, changed, titleOf })) {
      const share = part.complete ? 1 : part.checked / (part.checked + (replay === 'all' ? 20_000 : 500));
      if (!(await tell(50 + 49 * share, { replay: part }))) return;
    }
    await previews.end(id, 'done');
  } finally {
    await bothWays.close();
  }
}

/** Says how far a preview is. @throws Fault `not-found` */
export async function getPreview(call: Call, id: string): Promise<PolicyPreview> {
  await permit(call, 'read');
  await call.store.policyPreviews.tidy();
  return present(found(isId('policyPreview', id) ? await call.store.policyPreviews.find(id) : undefined));
}

/** Ends a preview that runs; its worker notices before it goes on. @throws Fault `not-found` */
export async function cancelPreview(call: Call, id: string): Promise<void> {
  await permit(call, 'read');
  found(await call.store.policyPreviews.find(id));
  await call.store.policyPreviews.end(id, 'cancelled');
}

function present({ id, state, percent, report }: PolicyPreviewRow): PolicyPreview {
  return {
    id,
    state,
    percent: state === 'done' ? 100 : percent,
    report: report === null ? null : policyPreviewReportSchema.parse(report),
  };
}
