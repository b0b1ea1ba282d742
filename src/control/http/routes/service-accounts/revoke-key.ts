import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { revokeKey } from '../../../services/service-accounts/end-key.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const serviceAccountsRevokeKeyEndpoint = defineEndpoint(
  serviceAccounts.revokeKey,
  async ({ call, params }) => {
    await revokeKey(call, params);
    return undefined;
  },
);
