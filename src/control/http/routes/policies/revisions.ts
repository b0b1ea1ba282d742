import { policies } from '#contracts/api/policies.ts';
import { listRevisions } from '../../../services/policies/list-revisions.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesRevisionsEndpoint = defineEndpoint(policies.revisions, ({ call, query }) =>
  listRevisions(call, query),
);
