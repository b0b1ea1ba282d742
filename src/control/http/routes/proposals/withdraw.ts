import { proposals } from '#contracts/api/proposals.ts';
import { withdraw } from '../../../services/second-person/end-proposal.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const proposalsWithdrawEndpoint = defineEndpoint(proposals.withdraw, ({ call, params }) =>
  withdraw(call, params.proposal),
);
