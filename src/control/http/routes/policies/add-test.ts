import { policies } from '#contracts/api/policies.ts';
import { addTest } from '../../../services/policies/tests/keep-tests.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesAddTestEndpoint = defineEndpoint(policies.addTest, ({ call, body }) =>
  addTest(call, body),
);
