import { policies } from '#contracts/api/policies.ts';
import { getRevision } from '../../../services/policies/get-revision.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesRevisionEndpoint = defineEndpoint(policies.revision, ({ call, params }) =>
  getRevision(call, params.revision),
);
