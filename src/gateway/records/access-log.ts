import { type FileHandle, open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Timer } from '#base/clock.ts';
import type { AccessRecord } from '#contracts/events.ts';

/** Where access records go; taking one never waits and never throws. */
export interface AccessLog {
  write(record: AccessRecord): void;
  /** Records that were not written because the disk did not keep up or failed. */
  readonly dropped: number;
  /** Writes what waits and closes the file. */
  close(): Promise<void>;
}

export interface AccessLogOptions {
  /** The folder; files in it are `access.ndjson` and `access-<time>.ndjson`, oldest deleted first. */
  readonly folder: string;
  readonly clock: Clock;
  /** Size at which a file is put aside, bytes. */
  readonly maxFileBytes: number;
  /** How many files that were put aside are kept. */
  readonly keepFiles: number;
  /** How many records may wait; more are dropped and counted. */
  readonly maxWaiting: number;
  /** How often what waits is written, milliseconds. */
  readonly flushMs: number;
  /** Told about a failure to write, once until writing succeeds again. */
  readonly failed: (error: unknown) => void;
}

const current = 'access.ndjson';
const putAside = /^access-[0-9]+\.ndjson$/;

/** Writes one JSON object per line, in batches, off the requests' way. */
export function createAccessLog(options: AccessLogOptions): AccessLog {
  const { clock, flushMs, maxWaiting } = options;
  const file = createRotatingFile(options);
  let waiting: AccessRecord[] = [];
  let dropped = 0;
  let failing = false;
  let timer: Timer | undefined;
  let writing: Promise<void> = Promise.resolve();

  const flush = (): void => {
    timer = undefined;
    const batch = waiting;
    waiting = [];
    writing = writing.then(async () => {
      try {
        await file.append(batch.map((record) => `${JSON.stringify(record)}\n`).join(''));
        failing = false;
      } catch (error) {
        dropped += batch.length;
        if (!failing) options.failed(error);
        failing = true;
      }
    });
  };

  return {
    write(record) {
      if (waiting.length >= maxWaiting) {
        dropped++;
        return;
      }
      waiting.push(record);
      timer ??= clock.after(flushMs, () => void writing.then(flush));
    },
    get dropped() {
      return dropped;
    },
    async close() {
      timer?.cancel();
      await writing;
      if (waiting.length > 0) flush();
      await writing;
      await file.close();
    },
  };
}

interface RotatingFile {
  append(text: string): Promise<void>;
  close(): Promise<void>;
}

function createRotatingFile({ folder, clock, maxFileBytes, keepFiles }: AccessLogOptions): RotatingFile {
  let handle: FileHandle | undefined;
  let size = 0;
  const rotate = async (): Promise<void> => {
    await handle?.close();
    handle = undefined;
    await rename(join(folder, current), join(folder, `access-${Math.trunc(clock.wall())}.ndjson`));
    const names = (await readdir(folder)).filter((name) => putAside.test(name)).sort();
    for (const name of names.slice(0, Math.max(0, names.length - keepFiles)))
      await unlink(join(folder, name));
  };
  return {
    async append(text) {
      if (handle === undefined) {
        handle = await open(join(folder, current), 'a', 0o600);
        size = (await handle.stat()).size;
      }
      await handle.appendFile(text);
      size += Buffer.byteLength(text);
      if (size >= maxFileBytes) await rotate();
    },
    async close() {
      await handle?.close();
      handle = undefined;
    },
  };
}
