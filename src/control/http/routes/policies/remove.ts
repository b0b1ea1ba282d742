import { policies } from '#contracts/api/policies.ts';
import { removePolicy } from '../../../services/policies/remove-policy.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesRemoveEndpoint = defineEndpoint(policies.remove, async ({ call, params, version }) => {
  await removePolicy(call, { policy: params.policy, version });
  return undefined;
});
