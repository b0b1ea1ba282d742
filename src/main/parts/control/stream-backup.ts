import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type RootKey, rootKeyText } from '#ca/index.ts';
import { type Store, writeBackup } from '#store/index.ts';
import { enclosedRootKey } from '../../root-key-name.ts';

export interface StreamBackupOptions {
  readonly store: Pick<Store, 'database'>;
  readonly rootKeys: readonly RootKey[];
  /** A folder of control's own, where the sealed file lies until it was sent. */
  readonly folder: string;
}

/**
 * Makes what streams a backup under a passphrase: everything at one instant, with the root keys, so that the
 * file and the passphrase are all that a restore needs. It is finished before its first byte leaves, so that
 * one which fails is never taken for a backup.
 */
export function createBackupStream(options: StreamBackupOptions) {
  return async function* backup(passphrase: string): AsyncGenerator<Uint8Array> {
    const folder = await mkdtemp(join(options.folder, 'backup-'));
    try {
      const path = join(folder, 'sealed');
      await writeBackup({
        database: options.store.database,
        path,
        secret: { kind: 'passphrase', passphrase },
        enclosed: { [enclosedRootKey]: rootKeyText(options.rootKeys) },
      });
      for await (const chunk of createReadStream(path)) if (Buffer.isBuffer(chunk)) yield chunk;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}
