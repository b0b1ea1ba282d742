import { Fault } from '#contracts/errors.ts';
import type { ProposalRow } from '#store/index.ts';
import type { Authorize, Caller } from '../../faces.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';

/**
 * Whoever proposed, as they were when they did: their age of sign-in was what it was, and is not held against a proposal
 * that waited over night. What they may is asked of the policies and of their groups and roles of now. Their session is
 * left out, since it may have ended in the meantime as sessions do.
 */
export function callerOf({ caller, proposerId, createdAt }: ProposalRow, now: number): Caller {
  const { actor, strength, scopes, address } = caller;
  return {
    actor,
    person: proposerId,
    ...(scopes === undefined ? {} : { scopes }),
    ...(address === undefined ? {} : { address }),
    ...(strength === undefined
      ? {}
      : { strength: { ...strength, authenticatedAt: strength.authenticatedAt + (now - createdAt) } }),
  };
}

/** Asks our own engine of both people. The answer that is not "allow" is the one that counts. */
export function askBoth(authorize: Authorize, proposer: Caller, approver: Caller): Authorize {
  return async (request) => {
    const decision = await authorize({ ...request, caller: proposer });
    return decision.outcome === 'allow' ? authorize({ ...request, caller: approver }) : decision;
  };
}

/**
 * Refuses what somebody proposed who may not any more: they were disabled, lost the role, or the token that they used was
 * revoked, which is what one does with a token that was stolen.
 * @throws Fault `conflict`, `not-permitted`
 */
export async function refuseLost(
  call: Call,
  { row, proposer }: { readonly row: ProposalRow; readonly proposer: Caller },
): Promise<void> {
  const { kind, id } = proposer.actor;
  if (kind === 'api-token' && !(id !== undefined && (await call.store.apiTokens.stands(id)))) {
    throw conflict('The token that it was proposed with was revoked or has expired.');
  }
  for (const { action, resource } of row.asks) {
    const theirs = await call.authorize({ caller: proposer, action, resource });
    if (theirs.outcome !== 'allow') throw conflict('Whoever proposed it may not do this any more.');
    const ours = await call.authorize({ caller: call.caller, action, resource });
    if (ours.outcome === 'allow') continue;
    throw new Fault('not-permitted', 'approving takes the permissions of the change itself', {
      details: {
        reason: ours.reason,
        detail: 'Approving takes every permission that the change itself takes.',
        ...(ours.need === undefined ? {} : { need: ours.need }),
      },
    });
  }
}
