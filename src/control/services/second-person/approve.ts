import { z } from 'zod';
import type { ProposalId } from '#base/ids.ts';
import type { Proposal } from '#contracts/api/proposals.ts';
import { Fault } from '#contracts/errors.ts';
import type { ProposalRow } from '#store/index.ts';
import type { Approval, AskedOperation, Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { found } from '../write.ts';
import { askBoth, callerOf, refuseLost } from './both-may.ts';
import { presentProposals } from './present-proposal.ts';
import { proposalPlace } from './propose.ts';
import { changedSince, decidedAlready } from './weigh.ts';

/**
 * Carries out what was proposed, as its second person: the very operation, asked for by its proposer, in the one transaction
 * that also notes the approval. It is written only if that comes to exactly what was proposed.
 *
 * The second person is another person, not another session: whoever took over a browser or a token of the proposer can
 * propose and can not approve. That one person has two accounts cannot be seen from here.
 * @throws Fault `not-found`, `not-permitted`, `conflict`, and those of the operation
 */
export async function approve(
  call: Call,
  id: ProposalId,
): Promise<{ readonly proposal: Proposal; readonly result: unknown }> {
  await permit(call, 'read');
  const row = found(await call.store.proposals.find(id));
  if (row.state !== 'open' || row.over) throw conflict(decidedAlready);
  refuseProposer(call, row);
  const proposer = callerOf(row, call.clock.wall());
  await refuseLost(call, { row, proposer });
  if (row.baseRevision !== null && (await call.store.policies.latest())?.revision !== row.baseRevision) {
    throw conflict(changedSince);
  }
  const authorize = askBoth(call.authorize, proposer, call.caller);
  const approval: Approval = {
    id,
    digest: row.digest,
    approver: call.caller,
    authorize: call.authorize,
    state: 'open',
  };
  if (call.carryOut === undefined) throw new Fault('internal', 'nothing here carries operations out');
  const operation = { id: row.operation, parts: await partsOf(call, row) };
  const result = await call.carryOut(operation, {
    ...call,
    operation,
    caller: proposer,
    authorize,
    approval,
    permitted: [],
  });
  // Nothing of it was written under the approval: it came to something else than a change that weakens.
  if (!isUsed(approval)) throw conflict(changedSince);
  const [proposal] = await presentProposals(call, [found(await call.store.proposals.find(id))]);
  return { proposal: found(proposal), result };
}

function isUsed({ state }: Approval): boolean {
  return state === 'used';
}

/** @throws Fault `not-permitted` */
export function refuseProposer({ caller }: Call, { proposerId }: ProposalRow): void {
  if (caller.person === undefined) {
    const detail =
      'The machine’s own socket is no second person. What has to be done at once can be done there itself.';
    throw new Fault('not-permitted', detail, { details: { detail } });
  }
  if (caller.person !== proposerId) return;
  const detail = 'Whoever proposed it cannot be its second person, in another session or by a token neither.';
  throw new Fault('not-permitted', detail, { details: { detail } });
}

const partsSchema = z.object({
  params: z.record(z.string(), z.unknown()),
  query: z.record(z.string(), z.unknown()),
  // Absent where the operation takes none: JSON has no `undefined`.
  body: z.unknown().optional(),
  version: z.number().int(),
});

async function partsOf({ seal }: Call, { id, sealed }: ProposalRow): Promise<AskedOperation['parts']> {
  const text = Buffer.from(await seal.open(sealed, proposalPlace(id))).toString('utf8');
  const { params, query, body, version } = partsSchema.parse(JSON.parse(text));
  return { params, query, body, version };
}
