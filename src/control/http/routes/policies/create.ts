import { policies } from '#contracts/api/policies.ts';
import { createPolicy } from '../../../services/policies/create-policy.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesCreateEndpoint = defineEndpoint(policies.create, ({ call, body }) =>
  createPolicy(call, body),
);
