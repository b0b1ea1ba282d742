import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { updateAccount } from '../../../services/service-accounts/update-account.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const serviceAccountsUpdateEndpoint = defineEndpoint(
  serviceAccounts.update,
  ({ call, params, version, body }) => updateAccount(call, { account: params.account, version }, body),
);
