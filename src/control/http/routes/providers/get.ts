import { providers } from '#contracts/api/providers.ts';
import { getProvider } from '../../../services/providers/read-providers.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const providersGetEndpoint = defineEndpoint(providers.get, ({ call, params }) =>
  getProvider(call, params.provider),
);
