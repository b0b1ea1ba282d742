import { policies } from '#contracts/api/policies.ts';
import { tryTests } from '../../../services/policies/tests/keep-tests.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesTestEndpoint = defineEndpoint(policies.test, ({ call, body }) => tryTests(call, body));
