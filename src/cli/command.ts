import type { CommandContext } from './context.ts';

/** A word that a command takes; a last one that ends in `...` may be given several times. */
export interface Argument {
  /** As commander writes it: `<app>` must be given, `[address]` may. */
  readonly name: string;
  readonly about: string;
}

/** A flag that a command takes. */
export interface Flag {
  /** As commander writes it: `--upstream <url>`, `--label <label...>`, `--all`. */
  readonly flags: string;
  readonly about: string;
  readonly needed?: 'needed';
}

/** What was given on the command line, already told apart. */
export interface Given {
  /** The arguments in order; undefined where an optional one is missing. */
  readonly args: readonly (string | undefined)[];
  /** The value of a flag that takes one. */
  text(name: string): string | undefined;
  /** All values of a flag that may be given several times; undefined: not given. */
  list(name: string): readonly string[] | undefined;
  /** A whole number. @throws UsageError */
  whole(name: string): number | undefined;
  /** Whether a flag without a value is there. */
  has(name: string): boolean;
}

/** One verb of the command line. */
export interface Command {
  /** The noun it belongs to; absent for a word of its own, such as `setup-link`. */
  readonly noun?: string;
  readonly verb: string;
  /** One sentence: what it does. */
  readonly about: string;
  /** How it is used, without the program's name, for the help text. */
  readonly examples?: readonly string[];
  readonly args?: readonly Argument[];
  readonly flags?: readonly Flag[];
  /** An exit code other than 0 where the answer is a "no" that scripts want to see. */
  run(context: CommandContext, given: Given): Promise<void | number>;
}

/** Something that was said wrongly on the command line; exit code `exitCodes.saidWrongly`. */
export class UsageError extends Error {}

/** Gives an argument that commander has made sure of. */
export function needed(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new UsageError(`${name} has to be given`);
  return value;
}
