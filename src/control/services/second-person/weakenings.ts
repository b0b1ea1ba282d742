import type { WeakeningId } from '#base/ids.ts';
import type { WeakeningView } from '#contracts/api/proposals.ts';
import type { Page, PageRequest, WeakeningRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { found, write } from '../write.ts';
import { administrators } from './administrators.ts';
import { inWords } from './present-proposal.ts';
import { watchers } from './watchers.ts';

/** Lists changes that weakened protection, the newest first; open are those that somebody other than their author should see. */
export async function listWeakenings(
  call: Call,
  request: PageRequest & { readonly state: 'open' | 'all' },
): Promise<Page<WeakeningView>> {
  await permit(call, 'read');
  const which = request.state === 'all' ? { state: request.state } : await openTo(call);
  const page = await call.store.weakenings.list({ ...request, ...which });
  const isAlone = await mayAcknowledgeOwn(call, page.items);
  return { ...page, items: page.items.map((row) => present(call, row, { isAlone })) };
}

async function openTo(call: Call) {
  return { state: 'open' as const, watchers: await watchers(call) };
}

/**
 * Notes that a change was seen, by another person than who made it; the only administrator may say so of their own, or
 * it would stand there for ever.
 * @throws Fault `not-found`, `conflict`
 */
export async function acknowledgeWeakening(call: Call, id: WeakeningId): Promise<WeakeningView> {
  await permit(call, 'write');
  const row = found(await call.store.weakenings.find(id));
  const isAlone = await mayAcknowledgeOwn(call, [row]);
  if (isOwn(call, row) && !isAlone) {
    throw conflict('It is your own change: another administrator has to see it.');
  }
  return write(call, async (tx) => {
    const seen = await tx.weakenings.acknowledge(id, call.caller.actor);
    if (seen === undefined) throw conflict('Somebody has seen it already.');
    const about = [id, ...(seen.personId === null ? [] : [seen.personId])];
    const own = isOwn(call, row) ? { own: true } : {};
    return {
      value: present(call, seen, { isAlone }),
      event: { kind: 'object-changed', about, data: { type: 'weakening', change: 'acknowledged', ...own } },
      changes: [],
    };
  });
}

function isOwn({ caller }: Call, { personId }: WeakeningRow): boolean {
  return caller.person !== undefined && caller.person === personId;
}

async function mayAcknowledgeOwn(call: Call, rows: readonly WeakeningRow[]): Promise<boolean> {
  if (!rows.some((row) => row.acknowledgedAt === null && isOwn(call, row))) return false;
  return (await administrators(call)).every(({ id }) => id === call.caller.person);
}

function present(call: Call, row: WeakeningRow, { isAlone }: { readonly isAlone: boolean }): WeakeningView {
  const { id, createdAt, actor, approvedBy, weakens, difference, revision, pastSecondPerson } = row;
  const { acknowledgedAt, acknowledgedBy } = row;
  return {
    id,
    at: createdAt,
    actor: { ...actor },
    approvedBy,
    revision,
    pastSecondPerson,
    weakens: inWords(weakens),
    difference: [...difference],
    acknowledgedAt,
    acknowledgedBy,
    mayAcknowledge: acknowledgedAt === null && (!isOwn(call, row) || isAlone),
  };
}
