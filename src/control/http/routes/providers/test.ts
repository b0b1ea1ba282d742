import { providers } from '#contracts/api/providers.ts';
import { testProvider } from '../../../services/providers/read-providers.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const providersTestEndpoint = defineEndpoint(providers.test, ({ call, params }) =>
  testProvider(call, params.provider),
);
