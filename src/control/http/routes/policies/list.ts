import { policies } from '#contracts/api/policies.ts';
import { listPolicies } from '../../../services/policies/list-policies.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesListEndpoint = defineEndpoint(policies.list, ({ call, query }) =>
  listPolicies(call, query),
);
