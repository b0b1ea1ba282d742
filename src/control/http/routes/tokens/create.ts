import { tokens } from '#contracts/api/tokens.ts';
import { createToken } from '../../../services/tokens/create-token.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const tokensCreateEndpoint = defineEndpoint(tokens.create, ({ call, body }) =>
  createToken(call, body),
);
