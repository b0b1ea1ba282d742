import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { createAccount } from '../../../services/service-accounts/create-account.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const serviceAccountsCreateEndpoint = defineEndpoint(serviceAccounts.create, ({ call, body }) =>
  createAccount(call, body),
);
