import type { ProposalId } from '#base/ids.ts';
import type { Proposal, ProposalWithDifference } from '#contracts/api/proposals.ts';
import type { Page, PageRequest } from '#store/index.ts';
import type { Call, SecondPerson } from '../call.ts';
import { permit } from '../permit.ts';
import { found } from '../write.ts';
import { presentProposals, presentWhole } from './present-proposal.ts';

/** Lists proposals, the newest first. */
export async function listProposals(
  call: Call,
  request: PageRequest & { readonly state: 'open' | 'all' },
): Promise<Page<Proposal> & { readonly secondPerson: SecondPerson }> {
  await permit(call, 'read');
  const page = await call.store.proposals.list(request);
  return {
    ...page,
    items: await presentProposals(call, page.items),
    secondPerson: call.secondPerson,
  };
}

/** Reads one with its difference. @throws Fault `not-found` */
export async function getProposal(call: Call, id: ProposalId): Promise<ProposalWithDifference> {
  await permit(call, 'read');
  return found(await presentWhole(call, found(await call.store.proposals.find(id))));
}
