import { apps } from '#contracts/api/apps.ts';
import { removeApp } from '../../../services/apps/remove-app.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const appsRemoveEndpoint = defineEndpoint(apps.remove, async ({ call, params, version }) => {
  await removeApp(call, { app: params.app, version });
  return undefined;
});
