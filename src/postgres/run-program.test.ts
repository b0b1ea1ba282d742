import { expect, it } from 'vitest';
import { programFailed } from './run-program.ts';

const ended = { code: 1, signal: null };

it('tells of what a program printed what went wrong, and that a disk is full by its own code', () => {
  const output =
    'creating files ... ok\nFATAL:  could not write to file "x": No space left on device\n\t\nchild exited';
  const fault = programFailed('Making the database', ended, output);
  expect(fault.code).toBe('disk-full');
  expect(fault.message).toBe(
    'Making the database failed (exit code 1). FATAL:  could not write to file "x": No space left on device',
  );
  const other = programFailed('PostgreSQL', { code: null, signal: 'SIGKILL' as const }, 'a word');
  expect([other.code, other.message]).toEqual([
    'database-unavailable',
    'PostgreSQL failed (signal SIGKILL). a word',
  ]);
});
