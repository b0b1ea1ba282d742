import { chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#contracts/errors.ts';
import type { ServerPrograms } from './server-programs.ts';
import { ending, followOutput, programFailed, startProgram } from './run-program.ts';
import type { ServerAccount } from './server-account.ts';

export interface ClusterOptions {
  readonly dataDir: string;
  readonly programs: ServerPrograms;
  readonly account: ServerAccount;
  readonly superuserPassword: string;
  /** Flushes the new files to disk; only tests do without. */
  readonly durable: boolean;
}

/**
 * Gives the folder of the database's files below the data directory, made with `initdb` at the first start.
 * It is made under another name and renamed when whole, so a start that was interrupted is simply repeated.
 */
export async function openCluster(options: ClusterOptions): Promise<string> {
  const folder = join(options.dataDir, 'postgres');
  const entries = await readdir(folder).catch(() => undefined);
  if (entries && entries.length > 0) {
    await checkVersion(folder, options.programs);
    return folder;
  }
  await rm(folder, { recursive: true, force: true });
  await initialise(folder, options);
  return folder;
}

/** A cluster is opened by the major version that made it and by no other: their files differ. */
async function checkVersion(folder: string, programs: ServerPrograms): Promise<void> {
  const text = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (text === undefined || !/^\d{1,3}(\.\d+)?\s*$/.test(text)) {
    throw new Fault('data-directory-unusable', `${folder} holds files that are not a PostgreSQL database.`);
  }
  const major = Number.parseInt(text, 10);
  if (major === programs.major) return;
  const those =
    programs.source === 'carried'
      ? `this Sallyport carries ${programs.major}. Set database.programs to the folder of PostgreSQL ${major}'s programs`
      : `the programs in ${programs.folder} are of ${programs.major}. Set database.programs to those of ${major}, or remove it if Sallyport itself carries ${major}`;
  throw new Fault(
    major > programs.major ? 'database-newer' : 'database-unsuitable',
    `${folder} was made by PostgreSQL ${major}; ${those}. To move to another major version, back up with the one that made it and restore into an empty data directory.`,
  );
}

async function initialise(folder: string, options: ClusterOptions): Promise<void> {
  const { account, programs, superuserPassword } = options;
  const fresh = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(passwordFile, superuserPassword, { mode: 0o600 });
  if (account.separate) {
    await chown(fresh, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  const args = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', '--username=postgres'];
  args.push(`--pwfile=${passwordFile}`, `--pgdata=${fresh}`, '--no-instructions');
  if (!options.durable) args.push('--no-sync');
  const child = startProgram({ path: join(programs.folder, 'initdb'), args, account, cwd: fresh });
  const output = followOutput(child);
  const ended = await ending(child);
  await rm(passwordFile, { force: true });
  if (ended.code !== 0) throw programFailed('Making the database', ended, output.text());
  await rename(fresh, folder);
}
