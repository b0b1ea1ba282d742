import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { getAccount } from '../../../services/service-accounts/read-accounts.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const serviceAccountsGetEndpoint = defineEndpoint(serviceAccounts.get, ({ call, params }) =>
  getAccount(call, params.account),
);
