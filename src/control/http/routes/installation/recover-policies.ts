import { installation } from '#contracts/api/installation.ts';
import { recoverPolicies } from '../../../services/installation/recover-policies.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const installationRecoverPoliciesEndpoint = defineEndpoint(
  installation.recoverPolicies,
  ({ call, body }) => recoverPolicies(call, body.revision),
);
