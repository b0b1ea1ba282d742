import { policies } from '#contracts/api/policies.ts';
import { rollBack } from '../../../services/policies/roll-back.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesRollBackEndpoint = defineEndpoint(policies.rollBack, ({ call, params, body }) =>
  rollBack(call, { ...params, ...body }),
);
