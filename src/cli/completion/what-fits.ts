import type { Argument, Command as Program, Option } from 'commander';
import { type NameKind, nameKindOf } from './name-kinds.ts';

/** A word that may stand at the cursor, with what it is. */
export interface Fitting {
  readonly word: string;
  readonly about: string;
}

/** What may stand at the cursor. */
export type Fits =
  | { readonly kind: 'words'; readonly words: readonly Fitting[] }
  | { readonly kind: 'names'; readonly of: NameKind }
  | { readonly kind: 'files' }
  | { readonly kind: 'nothing' };

/** What was said before the cursor, as far as completing needs it. */
export interface SoFar {
  readonly fits: Fits;
  /** Values of flags that all commands share, by their long name: names are asked for at the same place. */
  readonly shared: Readonly<Record<string, unknown>>;
}

/**
 * Says what may stand where the cursor is, from the tree of commands alone.
 * @param words those before the cursor, without the program's name
 * @param current what is written of the word under the cursor
 */
export function whatFits(program: Program, words: readonly string[], current: string): SoFar {
  const shared: Record<string, unknown> = {};
  let command = program;
  let given = 0;
  let waiting: Option | undefined;
  for (const word of words) {
    const option = optionIn(command, program, word);
    if (option !== undefined) {
      waiting = option.required || option.optional ? option : undefined;
    } else if (waiting !== undefined) {
      if (program.options.includes(waiting)) shared[waiting.attributeName()] = word;
      // A flag with several values goes on until the next one.
      if (!waiting.variadic) waiting = undefined;
    } else {
      const next = command.commands.find((one) => one.name() === word);
      if (next === undefined) given += 1;
      else command = next;
    }
  }
  return { fits: fitting({ program, command, given, waiting, current }), shared };
}

function fitting(at: {
  readonly program: Program;
  readonly command: Program;
  readonly given: number;
  readonly waiting: Option | undefined;
  readonly current: string;
}): Fits {
  const { program, command, given, waiting, current } = at;
  if (waiting !== undefined && !current.startsWith('-')) return valuesOf(placeholderOf(waiting.flags));
  if (current.startsWith('-')) return { kind: 'words', words: flagsOf(command, program) };
  if (command.commands.length > 0) {
    const words = command.commands.map((one) => ({ word: one.name(), about: one.description() }));
    return { kind: 'words', words };
  }
  const argument = argumentAt(command.registeredArguments, given);
  return argument === undefined ? { kind: 'nothing' } : valuesOf(argument.name());
}

function argumentAt(all: readonly Argument[], place: number): Argument | undefined {
  const last = all.at(-1);
  return all[place] ?? (last?.variadic === true ? last : undefined);
}

function optionIn(command: Program, program: Program, word: string): Option | undefined {
  if (!word.startsWith('-')) return undefined;
  return [...command.options, ...program.options].find(({ long, short }) => word === long || word === short);
}

function flagsOf(command: Program, program: Program): readonly Fitting[] {
  const flags = new Map(
    [...command.options, ...program.options].map(({ long, description }) => [long ?? '', description]),
  );
  return [...flags, ['--help', 'how it is used'] as const].map(([word, about]) => ({ word, about }));
}

function placeholderOf(flags: string): string {
  return /<([a-z-]+)/.exec(flags)?.[1] ?? '';
}

function valuesOf(placeholder: string): Fits {
  const words = wordsFor.get(placeholder);
  if (words !== undefined) return { kind: 'words', words: words.map((word) => ({ word, about: '' })) };
  const of = nameKindOf(placeholder);
  if (of !== undefined) return { kind: 'names', of };
  return filePlaceholders.has(placeholder) ? { kind: 'files' } : { kind: 'nothing' };
}

const filePlaceholders = new Set(['file', 'dir']);

/** Values that are known beforehand, by what stands between the brackets. */
const wordsFor: ReadonlyMap<string, readonly string[]> = new Map([
  ['mode', ['enforce', 'observe']],
  ['level', ['low', 'medium', 'high']],
  ['says', ['can', 'can-never']],
  ['class', ['unmanaged', 'managed']],
  ['outcome', ['allow', 'deny', 'challenge']],
  ['shell', ['bash', 'zsh', 'fish']],
]);
