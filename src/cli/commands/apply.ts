import { ApiError, type Client } from '#client/index.ts';
import { apply, type ApplyPlan } from '#contracts/api/apply.ts';
import {
  type Documents,
  type FileProblem,
  mostText,
  readDocuments,
  type SourceFile,
} from '../apply/read-documents.ts';
import { planInWords } from '../apply/plan-in-words.ts';
import { type Command, type Given, UsageError } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { harmless, when } from '../table.ts';
import { publishingFlags, publishingOf } from './policies/publishing-flags.ts';

export const applyCommand: Command = {
  verb: 'apply',
  about:
    'Makes apps, groups, tags, service accounts, policies and policy tests what files say, after showing what would change.',
  examples: [
    'apply -f policies.yaml',
    'apply -f sallyport/ --plan',
    'apply -f sallyport/ --set office --prune --yes --message "as in the repository"',
  ],
  flags: [
    {
      flags: '-f, --file <file...>',
      about: 'YAML or JSON files, directories of them, or - for standard input.',
      needed: 'needed',
    },
    { flags: '--plan', about: 'Only show what would change; exit code 4 when something would.' },
    { flags: '--yes', about: 'Do not ask.' },
    { flags: '--set <name>', about: 'Note what is created under this name, for --prune.' },
    {
      flags: '--prune',
      about: 'Remove what earlier applies of the set created and the files no longer have.',
    },
    ...publishingFlags,
  ],
  async run(context, given) {
    if (given.has('prune') && given.text('set') === undefined) {
      throw new UsageError('--prune needs --set: only what that set created may be removed');
    }
    const documents = readDocuments(await filesOf(context, given.list('file') ?? []));
    if (documents.problems.length > 0) return refuse(context, documents.problems);
    const client = await context.api();
    try {
      return await planAndWrite({ context, given, documents, client });
    } catch (error) {
      const placed = placedProblems(error, documents);
      if (placed.length === 0) throw error;
      return refuse(context, placed);
    }
  },
};

async function planAndWrite({
  context,
  given,
  documents,
  client,
}: {
  readonly context: CommandContext;
  readonly given: Given;
  readonly documents: Documents;
  readonly client: Client;
}): Promise<number> {
  const set = given.text('set');
  const body = {
    objects: [...documents.objects],
    prune: given.has('prune'),
    ...(set === undefined ? {} : { set }),
    ...publishingOf(given),
  };
  const planned: ApplyPlan = await client.call(apply.plan, { body });
  if (given.has('plan') || planned.changes === 0) {
    context.show(planned, () => planInWords(planned.items));
    return given.has('plan') && planned.changes > 0 ? exitCodes.wouldChange : exitCodes.done;
  }
  context.say(planInWords(planned.items));
  if (!given.has('yes') && !(await context.confirm('Apply this?'))) {
    context.say('Nothing was written.');
    return exitCodes.no;
  }
  const done = await client.call(apply.write, { body: { ...body, plan: planned.digest } });
  context.show(done, () => {
    const version = done.revision === null ? '' : ` Version ${done.revision} of the policies is in force.`;
    const trial =
      done.confirmBefore === null
        ? ''
        : ` The policies go back by themselves at ${when(done.confirmBefore)} UTC unless \`policies confirm ${done.revision}\` says otherwise.`;
    return `Applied: ${done.changes} ${done.changes === 1 ? 'change' : 'changes'}.${version}${trial}`;
  });
  return exitCodes.done;
}

async function filesOf(context: CommandContext, paths: readonly string[]): Promise<readonly SourceFile[]> {
  const files: SourceFile[] = [];
  let total = 0;
  for (const path of paths) {
    const names = await context.filesIn(path);
    const isDirectory = names.length !== 1 || names[0] !== path;
    for (const name of isDirectory ? names.filter((one) => /\.(?:ya?ml|json)$/i.test(one)) : names) {
      const text = await context.read(name, { mostBytes: 3 * mostText });
      files.push({ name: name === '-' ? 'standard input' : name, text });
      total += text.length;
      if (total > mostText) return files; // refused as it is; nothing more need be read for it
    }
  }
  return files;
}

/** What the server found wrong, where it stands in the files. */
function placedProblems(error: unknown, documents: Documents): readonly FileProblem[] {
  if (!(error instanceof ApiError)) return [];
  const placed = (error.problem.problems ?? []).map((problem) => ({ problem, at: documents.place(problem) }));
  if (placed.every(({ at }) => at === undefined)) return [];
  return placed.map(
    ({ problem, at }) => at ?? { file: '', line: 0, at: problem.at, message: problem.message },
  );
}

function refuse(context: CommandContext, problems: readonly FileProblem[]): number {
  const lines = problems.map(({ file, line, at, message }) =>
    harmless([...(file === '' ? [] : [`${file}:${line}`]), ...(at === '' ? [] : [at]), message].join(': ')),
  );
  if (!context.json) throw new Error([...lines, 'Nothing was written.'].join('\n'));
  context.show({ problems }, () => '');
  return exitCodes.no;
}
