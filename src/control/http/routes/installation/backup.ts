import { installation } from '#contracts/api/installation.ts';
import { makeBackup } from '../../../services/installation/make-backup.ts';
import { defineStream } from '../../endpoint.ts';

export const installationBackupEndpoint = defineStream(installation.backup, ({ call, body }) =>
  makeBackup(call, body.passphrase),
);
