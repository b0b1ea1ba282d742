import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { removeAccount } from '../../../services/service-accounts/remove-account.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const serviceAccountsRemoveEndpoint = defineEndpoint(
  serviceAccounts.remove,
  async ({ call, params, version }) => {
    await removeAccount(call, { account: params.account, version });
    return undefined;
  },
);
