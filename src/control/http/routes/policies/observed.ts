import { policies } from '#contracts/api/policies.ts';
import { observedBy } from '../../../services/policies/observed.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesObservedEndpoint = defineEndpoint(policies.observed, ({ call, params }) =>
  observedBy(call, params.policy),
);
