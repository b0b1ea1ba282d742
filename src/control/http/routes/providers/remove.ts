import { providers } from '#contracts/api/providers.ts';
import { removeProvider } from '../../../services/providers/write-provider.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const providersRemoveEndpoint = defineEndpoint(providers.remove, async ({ call, params, version }) => {
  await removeProvider(call, { provider: params.provider, version });
  return undefined;
});
