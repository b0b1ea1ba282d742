import { decisions } from '#contracts/api/decisions.ts';
import { getDecision } from '../../../services/decisions/get-decision.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const decisionsGetEndpoint = defineEndpoint(decisions.get, ({ call, params }) =>
  getDecision(call, params.decision),
);
