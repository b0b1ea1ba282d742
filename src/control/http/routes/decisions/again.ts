import { decisions } from '#contracts/api/decisions.ts';
import { again } from '../../../services/decisions/again.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const decisionsAgainEndpoint = defineEndpoint(decisions.again, ({ call, params }) =>
  again(call, params.decision),
);
