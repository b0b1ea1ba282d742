import { installation } from '#contracts/api/installation.ts';
import { changeSettings } from '../../../services/installation/settings.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const installationChangeSettingsEndpoint = defineEndpoint(
  installation.changeSettings,
  ({ call, version, body }) => changeSettings(call, version, body),
);
