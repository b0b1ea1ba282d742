import { statfs } from 'node:fs/promises';

/** What PostgreSQL has to be able to write before it starts: one segment of its write-ahead log, bytes. */
const leastRoom = 16 * 1024 * 1024;

/** Says that a disk has less room than the server needs, in words; undefined while it has more. */
export async function lackOfRoom(dataDir: string): Promise<string | undefined> {
  // Where it cannot be asked, something else is wrong.
  const disk = await statfs(dataDir).catch(() => undefined);
  if (disk === undefined) return undefined;
  const free = disk.bavail * disk.bsize;
  if (free >= leastRoom) return undefined;
  const mebibytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MiB`;
  return `Only ${mebibytes(free)} are free at ${dataDir}; PostgreSQL needs at least ${mebibytes(leastRoom)}`;
}
