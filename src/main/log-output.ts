import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

export interface LogOutputOptions {
  /** Where lines go: standard error unless told otherwise. */
  readonly fd?: number;
  /** Writes part of the bytes or all; throws when nothing can be written. */
  readonly write?: (fd: number, bytes: Uint8Array) => number;
}

/**
 * Opens the place where a part's log goes. Never throws, whatever happens to it: standard error often leads to a
 * file on the very disk that is full, or to a terminal that was closed, and neither may end what people have open.
 * Node's own stream would end the process then, or stay silent for good. Where lines were lost, the next one that
 * can be written says how many.
 */
export function openLogOutput({ fd = 2, write = writeSync }: LogOutputOptions = {}): (line: string) => void {
  if (!isPlainFile(fd)) return throughStream();
  let lost = 0;
  let torn = false;
  const put = (text: string): void => {
    let rest: Uint8Array = Buffer.from(text);
    while (rest.length > 0) {
      const written = write(fd, rest);
      torn = rest[written - 1] !== newline;
      rest = rest.subarray(written);
    }
  };
  return (line) => {
    try {
      if (torn) put('\n');
      if (lost > 0) {
        put(`{"level":"error","message":"${lost} lines of this log could not be written"}\n`);
        lost = 0;
      }
      put(line);
    } catch {
      lost += 1;
    }
  };
}

const newline = 10;

function isPlainFile(fd: number): boolean {
  try {
    const found = fstatSync(fd);
    return found.isFile() || (found.isCharacterDevice() && !isatty(fd));
  } catch {
    return false;
  }
}

function throughStream(): (line: string) => void {
  process.stderr.on('error', () => undefined);
  return (line) => void process.stderr.write(line);
}
