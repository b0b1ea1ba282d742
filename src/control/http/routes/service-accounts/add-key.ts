import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { addKey } from '../../../services/service-accounts/add-key.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const serviceAccountsAddKeyEndpoint = defineEndpoint(
  serviceAccounts.addKey,
  ({ call, params, body }) => addKey(call, params.account, body),
);
