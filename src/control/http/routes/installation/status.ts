import { installation } from '#contracts/api/installation.ts';
import { status } from '../../../services/installation/status.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const installationStatusEndpoint = defineEndpoint(installation.status, ({ call }) => status(call));
