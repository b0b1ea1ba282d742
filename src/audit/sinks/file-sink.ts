import { type FileHandle, open } from 'node:fs/promises';
import type { AuditSink } from './sink.ts';

export interface FileSinkOptions {
  readonly path: string;
  /** What of the lines it takes. */
  readonly keeps: AuditSink['keeps'];
}

/**
 * Appends lines to a file that its owner alone may read, and waits until they are on the disk. The file is opened
 * anew for each group, so that whoever rotates it need not tell us.
 */
export function createFileSink({ path, keeps }: FileSinkOptions): AuditSink {
  const kept = (line: string): boolean => keeps === 'everything' || line.startsWith('{"type":"checkpoint"');
  return {
    name: `file ${path}`,
    keeps,
    async write(lines) {
      const text = lines
        .filter(kept)
        .map((line) => `${line}\n`)
        .join('');
      if (text === '') return;
      let file: FileHandle | undefined;
      try {
        file = await open(path, 'a', 0o600);
        await file.writeFile(text);
        await file.datasync();
      } finally {
        await file?.close();
      }
    },
    close: () => Promise.resolve(),
  };
}
