import { proposals } from '#contracts/api/proposals.ts';
import { approve } from '../../../services/second-person/approve.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const proposalsApproveEndpoint = defineEndpoint(proposals.approve, ({ call, params }) =>
  approve(call, params.proposal),
);
