import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '#cli/index.ts';
import { Fault } from '#contracts/errors.ts';
import {
  claimDataDirectory,
  findServerAccount,
  openEmbeddedPostgres,
  prepareDataDirectory,
} from '#postgres/index.ts';
import { type RestoredBackup, restoreBackup } from '#store/index.ts';
import { enclosedRootKey } from './root-key-name.ts';

const quiet = { info: () => undefined, warn: () => undefined };

/** Fills an empty installation from a backup; no server may run on it. */
export const restore: Command = {
  verb: 'restore',
  about: 'Fills an empty data directory (or the empty DATABASE_URL) from a backup; nothing may run on it.',
  args: [{ name: '<file>', about: 'As `sallyport backup` wrote it.' }],
  flags: [{ flags: '--passphrase-file <file>', about: 'Holds the passphrase; else it is asked for.' }],
  async run(context, given) {
    const [path = ''] = given.args;
    const passphrase = await context.secret({
      question: 'Passphrase of the backup:',
      file: given.text('passphrase-file'),
    });
    const url = process.env['SALLYPORT_DATABASE_URL'] ?? process.env['DATABASE_URL'] ?? '';
    const restored = await restoreInto(context.machine.dataDir, url, { path, passphrase });
    const { rows, tables, at } = restored;
    context.show({ rows, tables, at }, () =>
      [
        `Restored ${rows} rows of ${tables} tables, as they were at ${at}.`,
        'All sessions are over. Start it with `sallyport serve`.',
      ].join('\n'),
    );
  },
};

async function restoreInto(
  wanted: string,
  url: string,
  { path, passphrase }: { readonly path: string; readonly passphrase: string },
): Promise<RestoredBackup> {
  const account = await findServerAccount();
  const dataDir = await prepareDataDirectory(wanted, account);
  const claim = await claimDataDirectory(dataDir);
  try {
    // With a key of its own the directory belongs to another installation, whose secrets would be lost.
    const keyFile = join(dataDir, 'root.key');
    if ((await readFile(keyFile, 'utf8').catch(() => '')) !== '')
      throw new Fault(
        'data-directory-unusable',
        `${dataDir} holds an installation already: choose an empty one.`,
      );
    const secret = { kind: 'passphrase', passphrase } as const;
    const server = url === '' ? await openEmbeddedPostgres({ dataDir, log: quiet }) : undefined;
    try {
      const database = server?.address ?? { connectionString: url };
      const restored = await restoreBackup({ database, path, secret });
      const key = restored.enclosed[enclosedRootKey];
      if (key !== undefined) await writeFile(keyFile, key, { mode: 0o600, flag: 'wx', flush: true });
      return restored;
    } finally {
      await server?.stop();
    }
  } finally {
    await claim.release();
  }
}
