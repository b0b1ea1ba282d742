import type { DecisionInput } from '#contracts/access.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import type { Call } from '../call.ts';
import { recordedInput } from './recorded-input.ts';
import { type StoredDecision, storedDecision } from './stored-decision.ts';

/** How much later than the decision its record may stand in the chain, milliseconds. */
const slackMs = 60_000;
const mostPages = 5;

/** The recorded decision about a person and an app nearest before a moment. */
export async function decisionBefore(
  call: Call,
  { person, app, at }: { readonly person: string; readonly app: string; readonly at: number },
): Promise<StoredDecision | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const records = await call.store.audit.list({
      kinds: ['decision-made'],
      about: [person, app],
      until: at + slackMs,
      limit: 50,
      cursor,
    });
    const stored = records.items
      .map((record) => storedDecision(call.auditReading.read(record)))
      .filter((decision) => decision !== undefined && decision.at <= at)
      .sort((one, other) => (other?.at ?? 0) - (one?.at ?? 0));
    if (stored[0] !== undefined) return stored[0];
    cursor = records.next;
    if (cursor === undefined) break;
  }
  return undefined;
}

/** What a recorded decision was made of; undefined where it was not kept or cannot be read. */
export async function inputOfRecord(call: Call, record: StoredDecision): Promise<DecisionInput | undefined> {
  const bytes = await call.store.decisionInputs.find(record.inputDigest);
  return bytes === undefined ? undefined : recordedInput(bytes, record.at);
}

/** The policies of one revision. */
export async function snapshotOf(call: Call, revision: number): Promise<PolicySnapshot | undefined> {
  const row = await call.store.policies.revision(revision);
  return row === undefined ? undefined : { revision, policies: row.snapshot };
}

/** The policies that were in force at a moment; undefined before the first. */
export async function snapshotAt(call: Call, at: number): Promise<PolicySnapshot | undefined> {
  let before: number | undefined;
  for (;;) {
    const page = await call.store.policies.revisions({
      limit: 100,
      ...(before === undefined ? {} : { before }),
    });
    const found = page.find(({ publishedAt }) => publishedAt <= at);
    if (found !== undefined) return snapshotOf(call, found.revision);
    before = page.at(-1)?.revision;
    if (before === undefined) return undefined;
  }
}
