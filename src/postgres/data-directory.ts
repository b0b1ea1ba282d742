import { chmod, mkdir, readFile, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Fault } from '#contracts/errors.ts';
import { firstClosedFolder } from './enterable.ts';
import type { ServerAccount } from './server-account.ts';

/** Layout of the data directory; a later layout gets the next number. */
const layout = 1;
const markerName = 'sallyport.data';
const unfinished = `${markerName}.new`;

/**
 * Makes the data directory, or checks that the one there is ours and can be used by us and by the server's
 * account. Never takes another directory instead: it is used or refused, with what stands in the way.
 * @returns the absolute path
 */
export async function prepareDataDirectory(path: string, account: ServerAccount): Promise<string> {
  const dataDir = resolve(path);
  await refuseClosed({ dataDir, path: dirname(dataDir), account });
  try {
    await makeFolder(dataDir, account.separate ? 0o711 : 0o700);
    if (!(await stat(dataDir)).isDirectory()) throw new Error('It is not a directory.');
    await adoptEmpty(dataDir, account);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw unusable(dataDir, cause instanceof Error ? cause.message : String(cause), cause);
  }
  await refuseClosed({ dataDir, path: dataDir, account });
  return dataDir;
}

interface Refusal {
  readonly dataDir: string;
  readonly path: string;
  readonly account: ServerAccount;
}

/** Refuses the data directory if the account cannot enter `path`, which is it or the folder it is in. */
async function refuseClosed({ dataDir, path, account }: Refusal): Promise<void> {
  const closed = await firstClosedFolder(path, account);
  if (closed === undefined) return;
  throw unusable(
    dataDir,
    `The account ${account.name}, which runs the database, cannot enter ${closed}. Choose another place, or open that folder with: chmod o+x ${closed}`,
  );
}

/** Makes a folder and those it is in. (`recursive` of node:fs never returns where the system refuses, as in /proc.) */
async function makeFolder(path: string, mode: number): Promise<void> {
  const failure = await mkdir(path, { mode }).catch((error: NodeJS.ErrnoException) => error);
  if (!(failure instanceof Error) || failure.code === 'EEXIST') return;
  const parent = dirname(path);
  const parentExists = await stat(parent).catch(() => undefined);
  if (failure.code !== 'ENOENT' || parentExists) throw failure;
  await makeFolder(parent, mode);
  await mkdir(path, { mode });
}

async function adoptEmpty(dataDir: string, account: ServerAccount): Promise<void> {
  const entries = (await readdir(dataDir)).filter((name) => name !== 'lost+found' && name !== unfinished);
  if (entries.includes(markerName)) return checkLayout(dataDir);
  if (entries.includes('PG_VERSION')) {
    throw unusable(dataDir, 'It is a PostgreSQL directory of its own; choose a folder for Sallyport.');
  }
  if (entries.length > 0) {
    throw unusable(dataDir, `It holds files that are not Sallyport's (${entries.slice(0, 3).join(', ')}).`);
  }
  // An empty folder is ours to prepare: other accounts may pass through, but not list it.
  await chmod(dataDir, account.separate ? 0o711 : 0o700);
  await writeFile(join(dataDir, unfinished), `${layout}\n`, { mode: 0o644, flush: true });
  await rename(join(dataDir, unfinished), join(dataDir, markerName));
}

async function checkLayout(dataDir: string): Promise<void> {
  const text = (await readFile(join(dataDir, markerName), 'utf8')).trim();
  if (/^\d+$/.test(text) && Number(text) > layout) {
    throw new Fault('database-newer', `${dataDir} was written by a newer Sallyport (layout ${text}).`);
  }
  if (text !== String(layout)) throw unusable(dataDir, `${markerName} in it is damaged.`);
}

function unusable(dataDir: string, why: string, cause?: unknown): Fault {
  return new Fault('data-directory-unusable', `The data directory ${dataDir} cannot be used. ${why}`, {
    cause,
  });
}
