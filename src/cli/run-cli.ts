import { Command as Program, CommanderError, Option } from 'commander';
import type { Command } from './command.ts';
import { commands as allCommands } from './commands/list.ts';
import { explainError } from './explain-error.ts';
import { openContext, type Surroundings } from './open-context.ts';
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
 * Runs the command line and gives the exit code: 0 done, 1 refused or a "no", 2 said wrongly, 3 not reached.
 * @param words without the program's name
 */
export async function runCli(words: readonly string[], options: RunCliOptions): Promise<number> {
  const { surroundings } = options;
  let exitCode = 0;
  const program = new Program('sallyport')
    .description('Administers Sallyport: on the machine itself as owner, elsewhere with --url and a token.')
    .version(options.version, '--version')
    .addOption(new Option('--json', 'print results as JSON'))
    .addOption(new Option('--data-dir <dir>', 'the data directory of the Sallyport on this machine'))
    .addOption(
      new Option('--url <url>', 'the API of a Sallyport elsewhere: https://api.DOMAIN').env('SALLYPORT_URL'),
    )
    .addOption(new Option('--token-file <file>', 'holds the API token for --url').env('SALLYPORT_TOKEN_FILE'))
    .addOption(
      new Option('--ca-file <file>', 'PEM of the authority that vouches for --url').env('SALLYPORT_CA_FILE'),
    )
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: surroundings.out, writeErr: surroundings.err });
  const nouns = new Map<string, Program>();
  for (const command of [...allCommands, ...(options.more ?? [])]) {
    const parent = command.noun === undefined ? program : nounOf(program, nouns, command.noun);
    addCommand(parent, command, async (args, own) => {
      const context = await openContext(program.opts(), surroundings);
      try {
        exitCode = (await command.run(context, readGiven(args, own))) ?? 0;
      } catch (error) {
        const explained = explainError(error, context.machine, await context.target());
        surroundings.err(`${explained.lines.join('\n')}\n`);
        exitCode = explained.exitCode;
      }
    });
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return exitCode;
}

function nounOf(program: Program, nouns: Map<string, Program>, noun: string): Program {
  const known = nouns.get(noun);
  if (known !== undefined) return known;
  const made = program.command(noun).description(nounsInWords.get(noun) ?? '');
  nouns.set(noun, made);
  return made;
}

/** What each noun is, for the help text. */
const nounsInWords: ReadonlyMap<string, string> = new Map([
  ['apps', 'what is behind Sallyport'],
  ['people', 'who may sign in'],
  ['groups', 'people who belong together'],
  ['policies', 'who may open and administer what'],
  ['sessions', 'who is signed in'],
  ['connections', 'what is open right now'],
  ['decisions', 'what was decided, and why'],
  ['audit', 'what happened, unaltered'],
  ['keys', 'what Sallyport signs and seals with'],
  ['tokens', 'keys of programs that use the API'],
  ['gateways', 'what the network reaches'],
  ['settings', 'what holds for the whole installation'],
  ['recover', 'the way back in, on the machine itself'],
]);

type Action = (args: readonly unknown[], options: Readonly<Record<string, unknown>>) => Promise<void>;

function addCommand(parent: Program, command: Command, action: Action): void {
  const sub = parent.command(command.verb).description(command.about);
  const examples = (command.examples ?? []).map((example) => `  sallyport ${example}`);
  if (examples.length > 0) sub.addHelpText('after', `\nExamples:\n${examples.join('\n')}`);
  for (const { name, about } of command.args ?? []) sub.argument(name, about);
  for (const { flags, about, needed } of command.flags ?? []) {
    const option = new Option(flags, about);
    // `--no-x` is a flag of its own here, not the negation of an `--x` that nobody asked for.
    if (flags.startsWith('--no-')) option.negate = false;
    sub.addOption(needed === 'needed' ? option.makeOptionMandatory() : option);
  }
  sub.action(async () => action(sub.processedArgs, sub.opts()));
}
