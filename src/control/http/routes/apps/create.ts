import { apps } from '#contracts/api/apps.ts';
import { createApp } from '../../../services/apps/create-app.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const appsCreateEndpoint = defineEndpoint(apps.create, ({ call, body }) => createApp(call, body));
