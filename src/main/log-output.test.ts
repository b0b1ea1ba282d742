import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLogOutput } from './log-output.ts';

let folder: string;
let path: string;
let fd: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-output-'));
  path = join(folder, 'log');
  fd = openSync(path, 'a');
});
afterEach(() => {
  closeSync(fd);
  rmSync(folder, { recursive: true });
});

/** A disk with room for so many bytes, of which a write takes what fits. */
function disk(room: number) {
  const state = { room };
  const write = (to: number, bytes: Uint8Array): number => {
    if (state.room <= 0) throw new Error('ENOSPC: no space left on device, write');
    const fits = Math.min(bytes.length, state.room);
    state.room -= fits;
    return writeSync(to, bytes.subarray(0, fits));
  };
  return { state, write };
}

it('writes on when there is room again, on a new line, and tells how many lines were lost', () => {
  const { state, write } = disk(10);
  const log = openLogOutput({ fd, write });
  for (const line of ['one\n', 'two\n', 'three\n', 'four\n']) log(line);
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\nth');
  state.room = 1_000;
  log('five\n');
  log('six\n');
  const [, , torn, note = '', ...rest] = readFileSync(path, 'utf8').split('\n');
  expect(torn).toBe('th');
  expect(JSON.parse(note)).toMatchObject({ message: '2 lines of this log could not be written' });
  expect(rest).toEqual(['five', 'six', '']);
});

it('never throws where nothing can be written at all', () => {
  const log = openLogOutput({ fd, write: disk(0).write });
  expect(() => log('one\n')).not.toThrow();
  expect(readFileSync(path, 'utf8')).toBe('');
});
