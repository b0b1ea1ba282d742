import { policies } from '#contracts/api/policies.ts';
import { checkPolicy } from '../../../services/policies/check-policy.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesCheckEndpoint = defineEndpoint(policies.check, ({ call, body }) =>
  checkPolicy(call, body.text),
);
