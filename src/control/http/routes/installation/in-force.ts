import { installation } from '#contracts/api/installation.ts';
import { inForce } from '../../../services/installation/in-force.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const installationInForceEndpoint = defineEndpoint(installation.inForce, ({ call }) => inForce(call));
