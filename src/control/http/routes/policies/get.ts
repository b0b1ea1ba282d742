import { policies } from '#contracts/api/policies.ts';
import { getPolicy } from '../../../services/policies/get-policy.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesGetEndpoint = defineEndpoint(policies.get, ({ call, params }) =>
  getPolicy(call, params.policy),
);
