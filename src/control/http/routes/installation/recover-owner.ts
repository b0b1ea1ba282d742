import { installation } from '#contracts/api/installation.ts';
import { recoverOwner } from '../../../services/installation/recover-owner.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const installationRecoverOwnerEndpoint = defineEndpoint(installation.recoverOwner, ({ call, body }) =>
  recoverOwner(call, body.person),
);
