import { access } from '#contracts/api/access.ts';
import { appReach } from '../../../services/access/app-reach.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const accessAppEndpoint = defineEndpoint(access.app, ({ call, params }) => appReach(call, params.app));
