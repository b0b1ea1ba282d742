import { policies } from '#contracts/api/policies.ts';
import { getDifference } from '../../../services/policies/get-revision.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesDifferenceEndpoint = defineEndpoint(policies.difference, ({ call, params, query }) =>
  getDifference(call, { ...params, ...query }),
);
