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
import { type RestoreBackupOptions, type RestoredBackup, restoreBackup } from '#store/index.ts';
import { enclosedRootKey } from './root-key-name.ts';

const quiet = { info: () => undefined, warn: () => undefined };

/** Fills an empty installation from a backup; no server may run on it. */
export const restore: Command = {
  verb: 'restore',
  about: 'Fills an empty data directory (or the empty DATABASE_URL) from a backup; nothing may run on it.',
  args: [{ name: '<file>', about: 'As `sallyport backup` wrote it.' }],
  flags: [
    { flags: '--passphrase-file <file>', about: 'Holds the passphrase; else it is asked for.' },
    {
      flags: '--database-programs <folder>',
      about: 'PostgreSQL programs to make the database with, as `serve` is told; else our own.',
    },
    {
      flags: '--keep-credentials',
      about:
        'Lets API tokens and recovery codes be good that none can have revoked or used since the backup.',
    },
  ],
  async run(context, given) {
    const [path = ''] = given.args;
    const passphrase = await context.secret({
      question: 'Passphrase of the backup:',
      file: given.text('passphrase-file'),
    });
    const { env } = process;
    const url = env['SALLYPORT_DATABASE_URL'] ?? env['DATABASE_URL'] ?? '';
    const programs = given.text('database-programs') ?? env['SALLYPORT_DATABASE_PROGRAMS'] ?? '';
    const credentials = given.has('keep-credentials') ? 'keep' : 'invalidate';
    const place = { wanted: context.machine.dataDir, url, programs };
    const restored = await restoreInto(place, { path, passphrase, credentials });
    const { rows, tables, at, invalidated } = restored;
    context.show({ rows, tables, at, invalidated }, () => tellRestored(restored));
  },
};

/** Says what came back and what did not, and what to do about it. */
export function tellRestored({ rows, tables, at, invalidated }: Omit<RestoredBackup, 'enclosed'>): string {
  const { recoveryCodes, apiTokens, serviceKeys = 0 } = invalidated;
  return [
    `Restored ${rows} rows of ${tables} tables, as they were at ${at}.`,
    'All sessions are over; links and join tokens that were open are worth nothing.',
    ...(apiTokens === 0
      ? []
      : [
          `${apiTokens} API tokens have expired: they may have been revoked since the backup. \`sallyport tokens list\``,
          'shows them; make those anew that are still needed.',
        ]),
    ...(serviceKeys === 0
      ? []
      : [
          `${serviceKeys} keys of service accounts have expired, for the same reason: \`sallyport service-accounts list\``,
          'shows the accounts; give those new keys that still need one.',
        ]),
    ...(recoveryCodes === 0
      ? []
      : [
          `${recoveryCodes} recovery codes are spent: they may have been used since the backup. Whoever loses their`,
          'authenticator needs a link: `sallyport people reset-link` makes one, with new codes behind it.',
        ]),
    'What was disabled or withdrawn since the backup is back as it was: look at people, gateways and policies.',
    'Start it with `sallyport serve`; that it was restored goes on record.',
  ].join('\n');
}

/** Where a backup goes; what was not given is empty. */
interface RestorePlace {
  readonly wanted: string;
  readonly url: string;
  readonly programs: string;
}

function openOwn(dataDir: string, programs: string) {
  return openEmbeddedPostgres({ dataDir, log: quiet, ...(programs === '' ? {} : { programs }) });
}

async function restoreInto(
  { wanted, url, programs }: RestorePlace,
  given: {
    readonly path: string;
    readonly passphrase: string;
    readonly credentials: NonNullable<RestoreBackupOptions['credentials']>;
  },
): Promise<RestoredBackup> {
  const { path, passphrase, credentials } = given;
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
    const server = url === '' ? await openOwn(dataDir, programs) : undefined;
    try {
      const database = server?.address ?? { connectionString: url };
      const restored = await restoreBackup({ database, path, secret, credentials });
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
