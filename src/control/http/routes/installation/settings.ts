import { installation } from '#contracts/api/installation.ts';
import { readSettings } from '../../../services/installation/settings.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const installationSettingsEndpoint = defineEndpoint(installation.settings, ({ call }) =>
  readSettings(call),
);
