import { proposals } from '#contracts/api/proposals.ts';
import { listProposals } from '../../../services/second-person/read-proposals.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const proposalsListEndpoint = defineEndpoint(proposals.list, ({ call, query }) =>
  listProposals(call, query),
);
