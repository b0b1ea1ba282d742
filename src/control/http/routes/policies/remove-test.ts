import { policies } from '#contracts/api/policies.ts';
import { removeTest } from '../../../services/policies/tests/keep-tests.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesRemoveTestEndpoint = defineEndpoint(policies.removeTest, async ({ call, params }) => {
  await removeTest(call, params.test);
  return undefined;
});
