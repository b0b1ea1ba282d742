import { type FileHandle, open, readFile, rename } from 'node:fs/promises';
import { z } from 'zod';
import type { AuditSink } from './sink.ts';

export interface CheckpointFileOptions {
  /** Where the newest checkpoints stand, ending in `.ndjson`. */
  readonly path: string;
  /** Size at which the file is put aside, bytes; default 16 MiB, which is several days. */
  readonly maxBytes?: number;
}

/**
 * Appends each checkpoint to a file, for somebody else to fetch and keep where whoever owns this machine cannot
 * reach, and keeps what it takes on the disk small:
 *
 * - `checkpoints.ndjson`: the newest ones, and `checkpoints-before.ndjson`: those before them, all of both;
 * - `checkpoints-daily.ndjson`: of older days the first checkpoint each, for ever (under 200 kB a year).
 *
 * Nothing that a verifier needs is lost by that. The trail itself with every checkpoint is in the database, where
 * each one names the one before it by its hash, so any single checkpoint that was kept elsewhere proves all up to
 * itself. A later one therefore proves more than an earlier one. Earlier ones still serve to tell since when a
 * history was rewritten: those from before do not fit it any more, those from after do. A day is close enough
 * for that, and whoever wants it closer keeps all that they fetch.
 */
export function createCheckpointFileSink({
  path,
  maxBytes = 16 * 1024 * 1024,
}: CheckpointFileOptions): AuditSink {
  const daily = besides(path, 'daily');
  return {
    name: `file ${path}`,
    keeps: 'checkpoints',
    async write(lines) {
      const kept = lines.filter((line) => line.startsWith('{"type":"checkpoint"'));
      if (kept.length === 0) return;
      const text = kept.map((line) => `${line}\n`).join('');
      if ((await sizeOf(path)) + text.length > maxBytes) await putAside(path, daily);
      await appendLines(path, text);
    },
    close: () => Promise.resolve(),
  };
}

/** Broken off at any point it is simply done again: a day that stands in the daily file is not put there twice. */
async function putAside(path: string, daily: string): Promise<void> {
  const lastDay = daysOf(await read(daily)).at(-1)?.day ?? '';
  const firsts = new Map<string, string>();
  for (const { day, line } of daysOf(await read(path)))
    if (day > lastDay && !firsts.has(day)) firsts.set(day, line);
  const text = [...firsts.values()].map((line) => `${line}\n`).join('');
  if (text !== '') await appendLines(daily, text);
  await rename(path, besides(path, 'before')).catch(unlessMissing);
}

const lineSchema = z.object({ checkpoint: z.object({ at: z.number().int() }) });

/** The lines that can be read, each with its day (UTC). */
function daysOf(text: string): readonly { readonly day: string; readonly line: string }[] {
  return text.split('\n').flatMap((line) => {
    try {
      const { at } = lineSchema.parse(JSON.parse(line)).checkpoint;
      return [{ day: new Date(at).toISOString().slice(0, 10), line }];
    } catch {
      return []; // broken off when the machine lost power, or not ours
    }
  });
}

/**
 * Appends and waits until it is on the disk. The file is opened anew each time, so that whoever moves it away need
 * not tell us. Behind a line that broke off it begins a new one, or both would be lost.
 */
async function appendLines(path: string, text: string): Promise<void> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'a+', 0o600);
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    const whole = bytesRead === 0 || buffer.toString('latin1') === '\n';
    await file.writeFile(whole ? text : `\n${text}`);
    await file.datasync();
  } finally {
    await file?.close();
  }
}

/** `checkpoints.ndjson` → `checkpoints-daily.ndjson`. */
function besides(path: string, word: string): string {
  return `${path.replace(/\.ndjson$/, '')}-${word}.ndjson`;
}

async function sizeOf(path: string): Promise<number> {
  const file = await open(path, 'r').catch(unlessMissing);
  try {
    return (await file?.stat())?.size ?? 0;
  } finally {
    await file?.close();
  }
}

async function read(path: string): Promise<string> {
  return (await readFile(path, 'utf8').catch(unlessMissing)) ?? '';
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
