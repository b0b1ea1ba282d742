import type { Command } from '../command.ts';
import { openContext, type Surroundings } from '../open-context.ts';
import { buildProgram } from '../program.ts';
import { harmless } from '../table.ts';
import { nameKinds } from './name-kinds.ts';
import { type Fitting, type SoFar, whatFits } from './what-fits.ts';

/** Whoever presses the tab key waits for it. */
const longestWaitMs = 1_000;

/** Stands in place of words where the shell is to offer files. */
export const filesMark = ':files';

/**
 * Answers a shell's question what fits at its cursor: a word and what it is on each line, or the mark for files.
 * Whatever goes wrong, nothing is offered and nothing is said: whoever types is in the middle of something else.
 * @param words those of the command line after the program's name; the last one is under the cursor
 */
export async function complete(
  words: readonly string[],
  options: { readonly commands: readonly Command[]; readonly surroundings: Surroundings },
): Promise<number> {
  const { commands, surroundings } = options;
  const [current = ''] = words.slice(-1);
  const program = buildProgram(commands, () => Promise.resolve());
  const soFar = whatFits(program, words.slice(0, -1), current);
  const { fits } = soFar;
  if (fits.kind === 'files') surroundings.out(`${filesMark}\n`);
  else {
    const found = fits.kind === 'words' ? fits.words : await namesFor(soFar, current, surroundings);
    const lines = found.filter(({ word }) => word.startsWith(current) && harmless(word) === word);
    surroundings.out(lines.map(({ word, about }) => `${word}\t${harmless(about)}\n`).join(''));
  }
  return 0;
}

async function namesFor(
  { fits, shared }: SoFar,
  current: string,
  surroundings: Surroundings,
): Promise<readonly Fitting[]> {
  if (fits.kind !== 'names') return [];
  const { environment } = surroundings;
  const elsewhere = {
    url: environment['SALLYPORT_URL'],
    tokenFile: environment['SALLYPORT_TOKEN_FILE'],
    caFile: environment['SALLYPORT_CA_FILE'],
  };
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<readonly Fitting[]>((resolve) => {
    timer = setTimeout(() => resolve([]), longestWaitMs);
  });
  try {
    const context = await openContext({ ...elsewhere, ...shared }, surroundings);
    const names = nameKinds[fits.of](await context.api(), current);
    return await Promise.race([names, tooLong]);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}
