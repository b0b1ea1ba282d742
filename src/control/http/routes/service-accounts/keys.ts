import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { listAccountKeys } from '../../../services/service-accounts/read-accounts.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const serviceAccountsKeysEndpoint = defineEndpoint(serviceAccounts.keys, ({ call, params }) =>
  listAccountKeys(call, params.account),
);
