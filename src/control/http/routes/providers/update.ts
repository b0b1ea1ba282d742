import { providers } from '#contracts/api/providers.ts';
import { updateProvider } from '../../../services/providers/write-provider.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const providersUpdateEndpoint = defineEndpoint(providers.update, ({ call, params, version, body }) =>
  updateProvider(call, { provider: params.provider, version }, body),
);
