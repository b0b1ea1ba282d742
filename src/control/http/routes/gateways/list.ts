import { gateways } from '#contracts/api/gateways.ts';
import { listGateways } from '../../../services/gateways/list-gateways.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const gatewaysListEndpoint = defineEndpoint(gateways.list, ({ call }) => listGateways(call));
