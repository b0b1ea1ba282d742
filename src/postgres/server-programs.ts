import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#contracts/errors.ts';
import { locateBinaries, usableBinaries } from './binaries.ts';
import { firstClosedFolder } from './enterable.ts';
import { ending, followOutput, startProgram } from './run-program.ts';
import type { ServerAccount } from './server-account.ts';

/** The programs that make and run the embedded database. */
export interface ServerPrograms {
  /** Folder of `postgres` and `initdb`. */
  readonly folder: string;
  /** PostgreSQL's major version, such as 18: what PG_VERSION of a cluster must say. */
  readonly major: number;
  /** Whether they came with Sallyport or somebody named them. */
  readonly source: 'carried' | 'named';
}

/** The oldest major version that the schema works with. */
const oldest = 15;

/**
 * Finds the programs: those that somebody named, else those that come with Sallyport. Programs of the machine
 * that nobody named are never taken: an upgrade of the machine would then lock the data directory.
 * @throws Fault `config-invalid`, `database-unsuitable`, `platform-unsupported`, `data-directory-unusable`
 */
export async function findServerPrograms(options: {
  readonly named: string | undefined;
  readonly account: ServerAccount;
  /** Where programs of ours are copied to that the account cannot reach. */
  readonly copyTo: string;
}): Promise<ServerPrograms> {
  const { named, account, copyTo } = options;
  if (named !== undefined) return namedPrograms(named, account);
  const { root, major } = await usableBinaries(await locateBinaries(), { account, copyTo });
  return { folder: join(root, 'bin'), major, source: 'carried' };
}

async function namedPrograms(folder: string, account: ServerAccount): Promise<ServerPrograms> {
  for (const name of ['postgres', 'initdb']) {
    const path = join(folder, name);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!found) throw wrong(folder, `There is no program ${path}.`);
  }
  // They are not copied as ours are: they find their libraries and files where the machine has them.
  const closed = await firstClosedFolder(folder, account);
  if (closed !== undefined)
    throw wrong(folder, `The account ${account.name}, which runs the database, cannot enter ${closed}.`);
  const major = await majorOf(folder, account);
  if (major < oldest)
    throw new Fault(
      'database-unsuitable',
      `database.programs names PostgreSQL ${major} in ${folder}; Sallyport needs ${oldest} or newer.`,
    );
  return { folder, major, source: 'named' };
}

/** Asks the server's program, which says such as `postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)`. */
async function majorOf(folder: string, account: ServerAccount): Promise<number> {
  const child = startProgram({ path: join(folder, 'postgres'), args: ['--version'], account, cwd: '/' });
  const output = followOutput(child);
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 10_000);
  const { code, error } = await ending(child);
  clearTimeout(tooLong);
  const said = output.text();
  const version = /^postgres \(PostgreSQL\) (\d{1,3})[.\w]/.exec(said)?.[1];
  if (code === 0 && version !== undefined) return Number(version);
  throw wrong(
    folder,
    `Its postgres does not say which version it is: ${error?.message ?? said.slice(0, 200)}`,
  );
}

function wrong(folder: string, why: string): Fault {
  return new Fault('config-invalid', `database.programs ${folder} cannot be used. ${why}`);
}
