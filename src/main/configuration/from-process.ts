import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { Fault } from '#contracts/errors.ts';
import { partUsage } from '../usage.ts';
import { fromFlags } from './flags.ts';
import { loadConfiguration, problemLines } from './load.ts';
import type { Configuration } from './sections.ts';
import type { Machine, Part } from './setting.ts';

/**
 * Reads the configuration of this process: its flags, its environment and the file that one of them names.
 * Prints the settings when help was asked for.
 * @throws Fault `config-invalid` with every mistake on a line of its own
 */
export function readConfiguration(part: Part, words: readonly string[]): Configuration | 'help' {
  const machine: Machine = {
    uid: process.getuid?.(),
    home: homedir(),
    directory: process.cwd(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    environment: process.env,
  };
  const flags = fromFlags(part, words);
  if (flags.wantsHelp) {
    console.log(partUsage(part));
    return 'help';
  }
  const name = flags.config?.raw ?? machine.environment['SALLYPORT_CONFIG'];
  const place = flags.config?.place ?? 'SALLYPORT_CONFIG';
  const file = typeof name === 'string' && name !== '' ? readFile(name, place) : undefined;
  const loaded = loadConfiguration({ part, machine, flags, ...(file === undefined ? {} : { file }) });
  if (!loaded.ok) throw new Fault('config-invalid', problemLines(loaded.error).join('\n'));
  return loaded.value;
}

function readFile(name: string, place: string): { readonly name: string; readonly text: string } {
  try {
    return { name, text: readFileSync(name, 'utf8') };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Fault('config-invalid', problemLines([{ place, message: why }]).join('\n'), { cause });
  }
}
