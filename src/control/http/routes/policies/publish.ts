import { policies } from '#contracts/api/policies.ts';
import { publishChanges } from '../../../services/policies/publish-changes.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesPublishEndpoint = defineEndpoint(policies.publish, ({ call, body }) =>
  publishChanges(call, body),
);
