import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { socketFolder } from '#contracts/data-directory.ts';
import { Fault } from '#contracts/errors.ts';

/** The user ids of the parts; undefined where all run as whoever started them. */
export interface PartUsers {
  readonly control: number;
  readonly gateway: number;
}

export interface DataFolders {
  /** Control's own: the local socket (0600 in 0700). */
  readonly control: string;
  /** Control's own: what it keeps beside the database. Always in the data directory, as files have to last. */
  readonly checkpoints: string;
  /** The socket between control and the gateways of this machine. */
  readonly link: string;
  /** The gateways' own: certificates and access records. */
  readonly gateway: string;
}

interface Folder {
  readonly path: string;
  readonly mode: number;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}

/**
 * Makes the folders of control and of the gateways below a data directory, each readable by its own user
 * alone. Only the folder of the link's socket is shared, and there the gateway may pass but not write.
 */
export async function makeDataFolders(dataDir: string, users: PartUsers | undefined): Promise<DataFolders> {
  const uid = process.getuid?.();
  const { control, gateway } = users ?? {};
  const folders = {
    control: socketFolder(dataDir, 'control', uid),
    checkpoints: join(dataDir, 'checkpoints'),
    link: socketFolder(dataDir, 'link', uid),
    gateway: join(dataDir, 'gateway'),
  };
  await makeFolder({ path: folders.control, mode: 0o700, uid: control, gid: control });
  await makeFolder({ path: folders.checkpoints, mode: 0o700, uid: control, gid: control });
  await makeFolder({
    path: folders.link,
    mode: users === undefined ? 0o700 : 0o710,
    uid: control,
    gid: gateway,
  });
  await makeFolder({ path: folders.gateway, mode: 0o700, uid: gateway, gid: gateway });
  return folders;
}

async function makeFolder({ path, mode, uid, gid }: Folder): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  // A short place below /tmp could have been made by anybody, to stand between the two ends of a socket.
  const found = await lstat(path);
  const own = process.getuid?.();
  if (!found.isDirectory() || (own !== 0 && found.uid !== own))
    throw new Fault(
      'data-directory-unusable',
      `${path} belongs to somebody else. Remove it and start again.`,
    );
  if (own === 0 && uid !== undefined && gid !== undefined) await chown(path, uid, gid);
  await chmod(path, mode);
}
