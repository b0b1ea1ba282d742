import { CommanderError } from 'commander';
import type { Command } from './command.ts';
import { commands as allCommands } from './commands/list.ts';
import { complete } from './completion/complete.ts';
import { exitCodes } from './exit-codes.ts';
import { explainError } from './explain-error.ts';
import { openContext, type Surroundings } from './open-context.ts';
import { buildProgram } from './program.ts';
import { readGiven } from './read-given.ts';

export interface RunCliOptions {
  /** Where output goes, and what the machine is; the process's own unless a test says otherwise. */
  readonly surroundings: Surroundings;
  /** Commands beside those of the API, such as `restore`, which needs no server. */
  readonly more?: readonly Command[];
  /** The first line of the help text. */
  readonly version: string;
}

/**
 * Runs the command line and gives the exit code, one of `exitCodes`.
 * @param words without the program's name
 */
export async function runCli(words: readonly string[], options: RunCliOptions): Promise<number> {
  const { surroundings } = options;
  const commands = [...allCommands, ...(options.more ?? [])];
  if (words[0] === 'complete') return complete(words.slice(1), { commands, surroundings });
  let exitCode: number = exitCodes.done;
  const program = buildProgram(commands, async (command, { args, own, shared }) => {
    const context = await openContext(shared, surroundings);
    try {
      exitCode = (await command.run(context, readGiven(args, own))) ?? 0;
    } catch (error) {
      const explained = explainError(error, context.machine, await context.target());
      surroundings.err(`${explained.lines.join('\n')}\n`);
      exitCode = explained.exitCode;
    }
  });
  program.version(options.version, '--version');
  const output = { writeOut: surroundings.out, writeErr: surroundings.err };
  program.configureOutput(output);
  for (const noun of program.commands) {
    noun.configureOutput(output);
    for (const verb of noun.commands) verb.configureOutput(output);
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.saidWrongly;
  }
  return exitCode;
}
