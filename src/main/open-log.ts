import { type Log, createLog } from '#observe/index.ts';
import type { Configuration } from './configuration/sections.ts';
import { openLogOutput } from './log-output.ts';

/** Opens the log of a part on standard error; standard output is for what people asked for. */
export function openLog(part: string, level: Configuration['general']['log-level']): Log {
  return createLog({ part, level, destination: { write: openLogOutput() } });
}
