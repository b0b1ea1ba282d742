import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { endKey } from '../../../services/service-accounts/end-key.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const serviceAccountsEndKeyEndpoint = defineEndpoint(
  serviceAccounts.endKey,
  ({ call, params, body }) => endKey(call, params, body.at),
);
