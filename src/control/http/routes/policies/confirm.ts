import { policies } from '#contracts/api/policies.ts';
import { confirmRevision } from '../../../services/policies/confirm-revision.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesConfirmEndpoint = defineEndpoint(policies.confirm, ({ call, params }) =>
  confirmRevision(call, params.revision),
);
