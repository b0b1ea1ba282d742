import { policies } from '#contracts/api/policies.ts';
import { updatePolicy } from '../../../services/policies/update-policy.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesUpdateEndpoint = defineEndpoint(policies.update, ({ call, params, version, body }) =>
  updatePolicy(call, { policy: params.policy, version }, body),
);
