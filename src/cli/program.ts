import { Command as Program, Option } from 'commander';
import type { Command } from './command.ts';
import { examplesOf } from './examples.ts';

/** What runs when a command was said rightly. */
export type RunCommand = (
  command: Command,
  said: {
    readonly args: readonly unknown[];
    /** The command's own flags. */
    readonly own: Readonly<Record<string, unknown>>;
    /** Those that all commands share. */
    readonly shared: Readonly<Record<string, unknown>>;
  },
) => Promise<void>;

/** Builds the tree of nouns and verbs. Nothing is written and nothing runs until it parses words. */
export function buildProgram(commands: readonly Command[], run: RunCommand): Program {
  const program = new Program('sallyport')
    .description('Administers Sallyport: on the machine itself as owner, elsewhere with --url and a token.')
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
    .exitOverride();
  const nouns = new Map<string, Program>();
  for (const command of commands) {
    const parent = command.noun === undefined ? program : nounOf(program, nouns, command.noun);
    const sub = addCommand(parent, command);
    sub.action(() => run(command, { args: sub.processedArgs, own: sub.opts(), shared: program.opts() }));
  }
  return program;
}

function nounOf(program: Program, nouns: Map<string, Program>, noun: string): Program {
  const known = nouns.get(noun);
  if (known !== undefined) return known;
  // A noun of two words, such as `service-accounts keys`, hangs on its first.
  const [first = noun, second] = noun.split(' ');
  const parent = second === undefined ? program : nounOf(program, nouns, first);
  const made = parent.command(second ?? first).description(nounsInWords.get(noun) ?? '');
  nouns.set(noun, made);
  return made;
}

/** What each noun is, for the help text. */
const nounsInWords: ReadonlyMap<string, string> = new Map([
  ['apps', 'what is behind Sallyport'],
  ['people', 'who may sign in'],
  ['groups', 'people who belong together'],
  ['service-accounts', 'programs that open applications'],
  ['service-accounts keys', 'what they open them with'],
  ['tags', 'names that apps are put under, so that one policy speaks of all of them'],
  ['policies', 'who may open and administer what'],
  ['sessions', 'who is signed in'],
  ['reports', 'what people said was not them'],
  ['connections', 'what is open right now'],
  ['decisions', 'what was decided, and why'],
  ['audit', 'what happened, unaltered'],
  ['keys', 'what Sallyport signs and seals with'],
  ['tokens', 'keys of programs that use the API'],
  ['providers', 'who else vouches for people'],
  ['gateways', 'what the network reaches'],
  ['settings', 'what holds for the whole installation'],
  ['recover', 'the way back in, on the machine itself'],
]);

function addCommand(parent: Program, command: Command): Program {
  const sub = parent.command(command.verb).description(command.about);
  const examples = examplesOf(command).map((example) => `  sallyport ${example}`);
  if (examples.length > 0) sub.addHelpText('after', `\nExamples:\n${examples.join('\n')}`);
  for (const { name, about } of command.args ?? []) sub.argument(name, about);
  for (const { flags, about, needed } of command.flags ?? []) {
    const option = new Option(flags, about);
    // `--no-x` is a flag of its own here, not the negation of an `--x` that nobody asked for.
    if (flags.startsWith('--no-')) option.negate = false;
    sub.addOption(needed === 'needed' ? option.makeOptionMandatory() : option);
  }
  return sub;
}
