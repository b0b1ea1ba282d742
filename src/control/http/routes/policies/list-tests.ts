import { policies } from '#contracts/api/policies.ts';
import { listTests } from '../../../services/policies/tests/keep-tests.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesListTestsEndpoint = defineEndpoint(policies.listTests, ({ call }) => listTests(call));
