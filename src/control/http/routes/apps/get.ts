import { apps } from '#contracts/api/apps.ts';
import { getApp } from '../../../services/apps/get-app.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const appsGetEndpoint = defineEndpoint(apps.get, ({ call, params }) => getApp(call, params.app));
