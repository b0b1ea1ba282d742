import { gateways } from '#contracts/api/gateways.ts';
import { enableGateway } from '../../../services/gateways/set-gateway-state.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const gatewaysEnableEndpoint = defineEndpoint(gateways.enable, ({ call, params }) =>
  enableGateway(call, params.gateway),
);
