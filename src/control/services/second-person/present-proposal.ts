import type { Proposal, ProposalWithDifference } from '#contracts/api/proposals.ts';
import { type Weakening, weakenings } from '#contracts/weakening.ts';
import type { Ask, ProposalRow } from '#store/index.ts';
import type { Call } from '../call.ts';

/** What an operation does, in the words of the API. */
export type SummaryOf = (operation: string) => string;

/** Shows proposals as the API has them, with what whoever asks may do about each. */
export async function presentProposals(call: Call, rows: readonly ProposalRow[]): Promise<Proposal[]> {
  const people = await call.store.people.findMany([...new Set(rows.map(({ proposerId }) => proposerId))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const revision = (await call.store.policies.latest())?.revision ?? 0;
  const known = new Map<string, boolean>();
  const may = async (ask: Ask): Promise<boolean> => {
    const key = JSON.stringify(ask);
    const had = known.get(key);
    if (had !== undefined) return had;
    const { outcome } = await call.authorize({ ...ask, caller: call.caller });
    known.set(key, outcome === 'allow');
    return outcome === 'allow';
  };
  const shown: Proposal[] = [];
  for (const row of rows) {
    const { person } = call.caller;
    const isOpen = row.state === 'open' && !row.over;
    const isOther = person !== undefined && person !== row.proposerId;
    const mayAll = isOpen && isOther && (await every(row.asks, may));
    shown.push({
      id: row.id,
      operation: row.operation,
      summary: call.summaryOf?.(row.operation) ?? '',
      state: row.state === 'open' && row.over ? 'expired' : row.state,
      proposer: { id: row.proposerId, name: names.get(row.proposerId) ?? '' },
      actor: { ...row.caller.actor },
      message: row.message,
      weakens: inWords(row.weakens),
      base: row.baseRevision,
      stale: isOpen && row.baseRevision !== null && row.baseRevision !== revision,
      createdAt: row.createdAt,
      expiresAt: row.expiresAt,
      decidedAt: row.decidedAt,
      decidedBy: row.decidedBy,
      mayDecide: mayAll,
      mayWithdraw: isOpen && person === row.proposerId,
    });
  }
  return shown;
}

/** Shows one with all that it would change. */
export async function presentWhole(
  call: Call,
  row: ProposalRow,
): Promise<ProposalWithDifference | undefined> {
  const [shown] = await presentProposals(call, [row]);
  if (shown === undefined) return undefined;
  const { difference, draft } = row;
  return { ...shown, difference: [...difference], draft: draft === null ? null : [...draft] };
}

/** What a change weakens, with each rule in words. */
export function inWords(found: readonly Weakening[]): Proposal['weakens'] {
  return found.map(({ rule, id, name }) => ({ rule, id, name, said: weakenings[rule] }));
}

async function every<T>(list: readonly T[], holds: (one: T) => Promise<boolean>): Promise<boolean> {
  for (const one of list) if (!(await holds(one))) return false;
  return true;
}
