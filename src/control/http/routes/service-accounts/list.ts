import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { listAccounts } from '../../../services/service-accounts/read-accounts.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const serviceAccountsListEndpoint = defineEndpoint(serviceAccounts.list, ({ call, query }) =>
  listAccounts(call, query),
);
