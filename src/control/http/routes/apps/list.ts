import { apps } from '#contracts/api/apps.ts';
import { listApps } from '../../../services/apps/list-apps.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const appsListEndpoint = defineEndpoint(apps.list, ({ call, query }) => listApps(call, query));
