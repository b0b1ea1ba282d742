import type { Observed } from '#contracts/api/policies.ts';
import type { PolicyRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { type StoredDecision, storedDecision } from '../decisions/stored-decision.ts';
import { permit } from '../permit.ts';
import { findPolicy } from './present-policy.ts';

/** Records that are read at most, and at once: between two pages the loop turns. */
const mostRecords = 10_000;
const pageSize = 200;
const mostPeople = 20;

/** From this share of the decisions that let somebody in, or this many, it is worth a look before it is enforced. */
const largeShare = 0.05;
const largeCount = 20;

/** Counts what a policy that only observes would have done since it is as it is. @throws Fault `not-found` */
export async function observedBy(call: Call, policy: string): Promise<Observed> {
  await permit(call, 'read');
  return countObserved(call, await findPolicy(call.store, policy));
}

/** As `observedBy`, of a row; whoever asks has seen to permission. */
export async function countObserved(
  call: Pick<Call, 'store' | 'auditReading'>,
  { id, changedAt }: Pick<PolicyRow, 'id' | 'changedAt'>,
): Promise<Observed> {
  const found = { checked: 0, complete: false, refuses: 0, allows: 0, entered: 0 };
  const people = new Map<string, number>();
  for await (const { decision, person } of decisionsSince(call, changedAt, () => (found.complete = true))) {
    found.checked += 1;
    if (decision.outcome === 'allow') found.entered += 1;
    const spoke = decision.policies.filter(({ policy, mode }) => policy === id && mode === 'observe');
    const forbids = spoke.some(({ effect }) => effect === 'forbid');
    if (decision.outcome === 'allow' && forbids) {
      found.refuses += 1;
      if (person !== undefined) people.set(person, (people.get(person) ?? 0) + 1);
    }
    if (decision.outcome !== 'allow' && !forbids && spoke.some(({ result }) => result === 'satisfied'))
      found.allows += 1;
  }
  const { checked, complete, refuses, allows, entered } = found;
  const large = refuses >= largeCount || refuses > entered * largeShare;
  return { since: changedAt, checked, complete, refuses, allows, large, people: await named(call, people) };
}

async function* decisionsSince(
  { store, auditReading }: Pick<Call, 'store' | 'auditReading'>,
  since: number,
  ended: () => void,
): AsyncGenerator<StoredDecision, void, undefined> {
  let cursor: string | undefined;
  for (let read = 0; read < mostRecords; read += pageSize) {
    const page = await store.audit.list({ cursor, limit: pageSize, kinds: ['decision-made'] });
    for (const record of page.items) {
      const decision = storedDecision(auditReading.read(record));
      if (decision === undefined) continue;
      if (decision.at < since) return ended();
      yield decision;
    }
    cursor = page.next;
    if (cursor === undefined) return ended();
  }
}

async function named(
  { store }: Pick<Call, 'store'>,
  counts: ReadonlyMap<string, number>,
): Promise<Observed['people']> {
  const most = [...counts].toSorted(([, one], [, other]) => other - one).slice(0, mostPeople);
  const rows = await store.people.findMany(most.map(([id]) => id));
  const names = new Map<string, string>(rows.map(({ id, name }) => [id, name]));
  return most.map(([id, count]) => ({ id, name: names.get(id) ?? id, count }));
}
