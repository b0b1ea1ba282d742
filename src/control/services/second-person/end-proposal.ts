import type { ProposalId } from '#base/ids.ts';
import type { Proposal } from '#contracts/api/proposals.ts';
import { Fault } from '#contracts/errors.ts';
import type { ProposalRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { found, write } from '../write.ts';
import { presentProposals } from './present-proposal.ts';
import { decidedAlready } from './weigh.ts';

/**
 * Rejects what somebody else proposed. It takes what the change itself takes, so that whoever may do less cannot stop
 * those who may; and the machine's own socket may too.
 * @throws Fault `not-found`, `not-permitted`, `conflict`
 */
export async function reject(call: Call, id: ProposalId): Promise<Proposal> {
  await permit(call, 'read');
  const row = found(await call.store.proposals.find(id));
  for (const { action, resource } of row.asks) await permit(call, action, resource);
  if (call.caller.person === row.proposerId) throw conflict('It is yours: withdraw it.');
  return end(call, row, 'rejected');
}

/**
 * Takes back what one proposed oneself; a token does within its scopes.
 * @throws Fault `not-found`, `not-permitted`, `conflict`
 */
export async function withdraw(call: Call, id: ProposalId): Promise<Proposal> {
  await permit(call, 'read');
  const row = found(await call.store.proposals.find(id));
  const { person, scopes } = call.caller;
  const mayWrite = scopes === undefined || scopes.includes('write') || scopes.includes('publish');
  if (person === row.proposerId && mayWrite) return end(call, row, 'withdrawn');
  const detail = 'Only who proposed it can withdraw it. Others reject it.';
  throw new Fault('not-permitted', detail, { details: { detail } });
}

async function end(call: Call, { id, proposerId }: ProposalRow, state: 'rejected' | 'withdrawn') {
  const row = await write(call, async (tx) => {
    const decided = await tx.proposals.decide(id, { state, by: call.caller.actor });
    if (decided === undefined) throw conflict(decidedAlready);
    const data = { type: 'proposal', decision: state };
    return {
      value: decided,
      event: { kind: 'proposal-decided', about: [id, proposerId], data },
      changes: [],
    };
  });
  const [proposal] = await presentProposals(call, [row]);
  return found(proposal);
}
