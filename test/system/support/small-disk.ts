import { execFile } from 'node:child_process';
import { chmod, mkdtemp, open, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { databaseOf } from './control-beats.ts';
import { eventually } from './program.ts';

const command = promisify(execFile);

/** A disk of its own that can be filled to the last byte. */
export interface SmallDisk extends AsyncDisposable {
  readonly path: string;
  fill(): Promise<void>;
  makeRoom(): Promise<void>;
}

/** Why no disk can be mounted here; undefined where one can. */
export async function whyNoSmallDisk(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'only on Linux';
  if (process.getuid?.() !== 0) return 'only as root, who may mount';
  try {
    await (await mountSmallDisk(1))[Symbol.asyncDispose]();
    return undefined;
  } catch {
    return 'not where mounting is forbidden';
  }
}

/** Mounts a disk in memory; unmounted at the end. */
export async function mountSmallDisk(mebibytes: number): Promise<SmallDisk> {
  const path = await mkdtemp(join(tmpdir(), 'sallyport-disk-'));
  await command('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=711`, 'tmpfs', path]);
  await chmod(path, 0o711);
  const ballast = join(path, 'ballast');
  return {
    path,
    async fill() {
      const file = await open(ballast, 'a');
      // The last gaps as well, which only a small piece fits into.
      for (const bytes of [1024 * 1024, 4096])
        for (let more = true; more; )
          more = await file.write(Buffer.alloc(bytes)).then(
            ({ bytesWritten }) => bytesWritten === bytes,
            () => false,
          );
      await file.close();
    },
    makeRoom: () => rm(ballast, { force: true }),
    async [Symbol.asyncDispose]() {
      await eventually('nobody uses the disk any more', async () =>
        command('umount', [path]).then(
          () => true as const,
          () => undefined,
        ),
      );
      await rmdir(path);
    },
  };
}

/** Has the database of a `serve` write until it needs another segment of its log, for which there is no room. */
export async function useUpWriteAheadLog(dataDir: string): Promise<void> {
  const client = new pg.Client({ ...(await databaseOf(dataDir)) });
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (let times = 0; times < 200; times += 1)
      await client.query(`select pg_logical_emit_message(false, 'x', repeat('x', 1000000))`);
  } catch {
    return;
  } finally {
    await client.end().catch(() => undefined);
  }
  throw new Error('the write-ahead log still had room');
}
