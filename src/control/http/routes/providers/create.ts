import { providers } from '#contracts/api/providers.ts';
import { createProvider } from '../../../services/providers/write-provider.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const providersCreateEndpoint = defineEndpoint(providers.create, ({ call, body }) =>
  createProvider(call, body),
);
