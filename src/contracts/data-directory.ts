import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Facts of whoever runs the program. */
export interface DirectoryOwner {
  /** The numeric user id; undefined where the platform has none. */
  readonly uid: number | undefined;
  readonly home: string;
  /** `XDG_STATE_HOME`, where it is set. */
  readonly stateHome?: string | undefined;
}

/** Where data lies unless somebody says otherwise: `/var/lib/sallyport` as root, else below the home directory. */
export function defaultDataDirectory({ uid, home, stateHome }: DirectoryOwner): string {
  if (uid === 0) return '/var/lib/sallyport';
  return stateHome?.startsWith('/') ? join(stateHome, 'sallyport') : join(home, '.local/state/sallyport');
}

/** Where `serve` keeps the certificates of its authorities, for whoever is to trust them; nothing in it is secret. */
export function authorityFile(dataDir: string): string {
  return join(dataDir, 'authority.pem');
}

/** The longest path that fits into `sun_path` of unix(7) on every system, less a closing NUL. */
const socketPathLimit = 103;

/** The folders of the data directory that hold sockets: of control for the machine's own users, and for gateways. */
export type SocketFolder = 'control' | 'link';

/**
 * Says where the sockets of a data directory lie: in a folder of it, or in a short place of the system when
 * the path would be too long to bind. Both ends compute it alike.
 */
export function socketFolder(dataDir: string, folder: SocketFolder, uid: number | undefined): string {
  const inside = join(dataDir, folder);
  if (Buffer.byteLength(join(inside, 'control.sock')) <= socketPathLimit) return inside;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return join(uid === 0 ? '/run' : '/tmp', `sallyport-${uid ?? 'x'}-${name}-${folder}`);
}

/** The socket by which the command line reaches control on the same machine, as owner. */
export function localSocketPath(dataDir: string, uid: number | undefined): string {
  return join(socketFolder(dataDir, 'control', uid), 'local.sock');
}

/** The socket by which the gateway of the same machine reaches control, with mutual TLS as everywhere. */
export function linkSocketPath(dataDir: string, uid: number | undefined): string {
  return join(socketFolder(dataDir, 'link', uid), 'control.sock');
}
