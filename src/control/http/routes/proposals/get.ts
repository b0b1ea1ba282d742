import { proposals } from '#contracts/api/proposals.ts';
import { getProposal } from '../../../services/second-person/read-proposals.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const proposalsGetEndpoint = defineEndpoint(proposals.get, ({ call, params }) =>
  getProposal(call, params.proposal),
);
