import { tokens } from '#contracts/api/tokens.ts';
import { listTokens } from '../../../services/tokens/list-tokens.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const tokensListEndpoint = defineEndpoint(tokens.list, ({ call, query }) => listTokens(call, query));
