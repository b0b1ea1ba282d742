import { tokens } from '#contracts/api/tokens.ts';
import { revokeToken } from '../../../services/tokens/revoke-token.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const tokensRevokeEndpoint = defineEndpoint(tokens.revoke, async ({ call, params }) => {
  await revokeToken(call, params.token);
  return undefined;
});
