import { decisions } from '#contracts/api/decisions.ts';
import { listDecisions } from '../../../services/decisions/list-decisions.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const decisionsListEndpoint = defineEndpoint(decisions.list, ({ call, query }) =>
  listDecisions(call, query),
);
