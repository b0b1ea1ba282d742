import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#contracts/errors.ts';
import type { ServerAccount } from './server-account.ts';

/** PostgreSQL names its socket after a port, even where it listens on none. */
export const socketPort = 5432;

const pathLimit = process.platform === 'linux' ? 107 : 103; // sun_path of unix(7), less its closing NUL

export interface SocketDirectoryOptions {
  readonly dataDir: string;
  readonly account: ServerAccount;
  /** Group that may connect as well: that of a control process under a uid of its own. */
  readonly clientGid?: number | undefined;
}

/** Says where the server's socket goes: below the data directory, or in a short place if that path is too long. */
export function socketDirectoryFor(dataDir: string, uid: number): string {
  const inside = join(dataDir, 'run');
  if (Buffer.byteLength(join(inside, `.s.PGSQL.${socketPort}.lock`)) <= pathLimit) return inside;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return join(uid === 0 ? '/run' : '/tmp', `sallyport-${uid}-${name}`);
}

/** Makes the directory of the server's socket, which nobody but the server and its clients may enter. */
export async function makeSocketDirectory(options: SocketDirectoryOptions): Promise<string> {
  const { account, clientGid } = options;
  const folder = socketDirectoryFor(options.dataDir, process.getuid?.() ?? account.uid);
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  // In /tmp anybody could have made it before us, to stand between the server and its clients.
  const found = await lstat(folder);
  const ours = found.uid === account.uid || found.uid === process.getuid?.();
  if (!found.isDirectory() || !ours) {
    throw new Fault('data-directory-unusable', `${folder} belongs to somebody else; remove it.`);
  }
  if (account.separate) await chown(folder, account.uid, clientGid ?? account.gid);
  await chmod(folder, clientGid === undefined ? 0o700 : 0o710);
  return folder;
}
