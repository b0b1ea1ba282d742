import { apps } from '#contracts/api/apps.ts';
import { updateApp } from '../../../services/apps/update-app.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const appsUpdateEndpoint = defineEndpoint(apps.update, ({ call, params, version, body }) =>
  updateApp(call, { app: params.app, version }, body),
);
