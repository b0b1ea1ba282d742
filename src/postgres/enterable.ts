import { realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ServerAccount } from './server-account.ts';

/**
 * Finds the first folder on the way to `path`, itself included, that the account may not enter; undefined if
 * it may enter all that exist. Judges permission bits; access lists beyond them show when the server starts.
 */
export async function firstClosedFolder(path: string, account: ServerAccount): Promise<string | undefined> {
  const literal = ancestors(resolve(path));
  const real = ancestors(await realpathOfExisting(resolve(path)));
  for (const folder of [...literal, ...real]) {
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory() && !mayEnter(found, account)) return folder;
  }
  return undefined;
}

interface Permissions {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** Tells whether the account may pass through a folder, by its permission bits. */
export function mayEnter(folder: Permissions, account: ServerAccount): boolean {
  if (account.uid === 0) return true;
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0;
  if (account.groups.includes(folder.gid)) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestors(parent), path];
}

async function realpathOfExisting(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : await realpathOfExisting(parent);
  }
}
