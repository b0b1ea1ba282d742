import { readFile } from 'node:fs/promises';
import { Fault } from '#contracts/errors.ts';

/** The operating system's account that the database server runs under. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** All groups that count when it opens a file. */
  readonly groups: readonly number[];
  /** Whether it is another account than ours, so that files must be handed over to it. */
  readonly separate: boolean;
}

/** In order of preference. PostgreSQL refuses to run as root, and initdb refuses a uid without a passwd entry. */
const unprivileged = ['sallyport-postgres', 'postgres', 'nobody'] as const;

export interface AccountSource {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  /** The text of /etc/passwd, passwd(5). */
  readonly passwd: string;
}

/** Decides which account runs the server: ours, unless we are root, then the first unprivileged one that exists. */
export function chooseServerAccount(source: AccountSource): ServerAccount {
  const { uid, gid, groups } = source;
  if (uid !== 0) return { name: `uid ${uid}`, uid, gid, groups: [gid, ...groups], separate: false };
  const known = new Map(source.passwd.split('\n').map((line) => [line.split(':')[0] ?? '', line.split(':')]));
  for (const name of unprivileged) {
    const [, , uidText = '', gidText = ''] = known.get(name) ?? [];
    if (!/^\d+$/.test(uidText) || !/^\d+$/.test(gidText) || Number(uidText) === 0) continue;
    // The child is started without supplementary groups, so its primary group is the only one.
    return { name, uid: Number(uidText), gid: Number(gidText), groups: [Number(gidText)], separate: true };
  }
  throw new Fault(
    'platform-unsupported',
    `PostgreSQL does not run as root, and none of the accounts ${unprivileged.join(', ')} exists. Create one of them, or start as an ordinary user.`,
  );
}

/** Reads who we are and decides which account runs the server. */
export async function findServerAccount(): Promise<ServerAccount> {
  const { getuid, getgid, getgroups } = process;
  if (!getuid || !getgid || !getgroups) {
    throw new Fault('platform-unsupported', 'The embedded database runs on Linux and macOS only.');
  }
  const uid = getuid();
  const passwd = uid === 0 ? await readFile('/etc/passwd', 'utf8') : '';
  return chooseServerAccount({ uid, gid: getgid(), groups: getgroups(), passwd });
}
