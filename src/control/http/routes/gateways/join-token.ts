import { gateways } from '#contracts/api/gateways.ts';
import { makeJoinToken } from '../../../services/gateways/make-join-token.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const gatewaysJoinTokenEndpoint = defineEndpoint(gateways.joinToken, ({ call, body }) =>
  makeJoinToken(call, body),
);
