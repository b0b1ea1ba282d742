import { gateways } from '#contracts/api/gateways.ts';
import { disableGateway } from '../../../services/gateways/set-gateway-state.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const gatewaysDisableEndpoint = defineEndpoint(gateways.disable, ({ call, params }) =>
  disableGateway(call, params.gateway),
);
