import { installation } from '#contracts/api/installation.ts';
import { recoverSessions } from '../../../services/installation/recover-sessions.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const installationRecoverSessionsEndpoint = defineEndpoint(installation.recoverSessions, ({ call }) =>
  recoverSessions(call),
);
