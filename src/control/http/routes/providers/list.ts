import { providers } from '#contracts/api/providers.ts';
import { listProviders } from '../../../services/providers/read-providers.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const providersListEndpoint = defineEndpoint(providers.list, ({ call }) => listProviders(call));
