import { type FileHandle, open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Timer } from '#base/clock.ts';
import type { AccessRecord } from '#contracts/events.ts';
import { recordLine } from './record-line.ts';

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
  /** How many bytes of records may wait for the disk; what is more is dropped and counted. */
  readonly maxWaitingBytes: number;
  /** How often what waits is written, milliseconds. */
  readonly flushMs: number;
  /** Told about a failure to write, once until writing succeeds again. */
  readonly failed: (error: unknown) => void;
}

const current = 'access.ndjson';
const putAside = /^access-([0-9]{1,15})\.ndjson$/;

/** How many bytes of lines are collected in one piece. */
const pieceBytes = 64 * 1024;
/** How much text is collected before it is turned into bytes: each turn costs, however little it turns. */
const textLength = 8 * 1024;

/**
 * Writes one JSON object per line, in batches, off the requests' way. Records are soon turned into
 * bytes, outside the heap: thousands of objects that live until the next batch would cost more to collect than
 * to write.
 */
export function createAccessLog(options: AccessLogOptions): AccessLog {
  const { clock, flushMs, maxWaitingBytes } = options;
  const file = createRotatingFile(options);
  let piece = Buffer.allocUnsafeSlow(pieceBytes);
  let used = 0;
  let text = '';
  let lines = 0;
  let waitingBytes = 0;
  let dropped = 0;
  let failing = false;
  let timer: Timer | undefined;
  let writing: Promise<void> = Promise.resolve();

  const turn = (): void => {
    if (text === '') return;
    used += piece.write(text, used, 'latin1');
    text = '';
  };
  const flush = (): void => {
    timer?.cancel();
    timer = undefined;
    turn();
    if (used === 0) return;
    const batch = piece.subarray(0, used);
    const count = lines;
    waitingBytes += used;
    piece = Buffer.allocUnsafeSlow(pieceBytes);
    used = 0;
    lines = 0;
    writing = writing.then(async () => {
      try {
        await file.append(batch);
        failing = false;
      } catch (error) {
        dropped += count;
        if (!failing) options.failed(error);
        failing = true;
      }
      waitingBytes -= batch.length;
    });
  };

  return {
    write(record) {
      const line = recordLine(record);
      if (used + text.length + line.length > pieceBytes) flush();
      if (line.length > pieceBytes || waitingBytes >= maxWaitingBytes) {
        dropped++;
        return;
      }
      text += line;
      if (text.length >= textLength) turn();
      lines++;
      timer ??= clock.after(flushMs, flush);
    },
    get dropped() {
      return dropped;
    },
    async close() {
      flush();
      await writing;
      await file.close();
    },
  };
}

interface RotatingFile {
  append(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

function createRotatingFile(options: AccessLogOptions): RotatingFile {
  const { folder, clock, maxFileBytes, keepFiles, failed } = options;
  let told = false;
  const putAsideIfPossible = async (): Promise<void> => {
    try {
      await rotate();
      told = false;
    } catch (error) {
      if (!told) failed(error);
      told = true;
    }
  };
  let handle: FileHandle | undefined;
  let size = 0;
  const nameOf = (time: number): string => join(folder, `access-${time}.ndjson`);
  const rotate = async (): Promise<void> => {
    await handle?.close();
    handle = undefined;
    const times = (await readdir(folder)).flatMap((name) => putAside.exec(name)?.[1] ?? []).map(Number);
    // Later than every other, whatever the clock says: a name that is taken would be overwritten.
    const time = Math.max(Math.trunc(clock.wall()), ...times.map((other) => other + 1));
    await rename(join(folder, current), nameOf(time));
    const oldest = [...times, time].toSorted((a, b) => b - a).slice(keepFiles);
    for (const old of oldest) await unlink(nameOf(old));
  };
  return {
    async append(bytes) {
      if (handle === undefined) {
        handle = await open(join(folder, current), 'a', 0o600);
        size = (await handle.stat()).size;
      }
      try {
        await handle.appendFile(bytes);
      } catch (error) {
        // A disk that fills up takes a part: behind a line that broke off the next one would be lost as well.
        await handle.truncate(size).catch(() => undefined);
        throw error;
      }
      size += bytes.length;
      // What could not be put aside was written all the same: nothing is lost, and the next batch tries again.
      if (size >= maxFileBytes) await putAsideIfPossible();
    },
    async close() {
      await handle?.close();
      handle = undefined;
    },
  };
}
