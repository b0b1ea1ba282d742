import { proposals } from '#contracts/api/proposals.ts';
import { reject } from '../../../services/second-person/end-proposal.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const proposalsRejectEndpoint = defineEndpoint(proposals.reject, ({ call, params }) =>
  reject(call, params.proposal),
);
