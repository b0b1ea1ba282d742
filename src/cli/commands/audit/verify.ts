import { audit } from '#contracts/api/audit.ts';
import { type Command, UsageError } from '../../command.ts';
import { harmless, when } from '../../table.ts';
import { exitCodes } from '../../exit-codes.ts';

export const verifyAudit: Command = {
  noun: 'audit',
  verb: 'verify',
  about: 'Verifies the audit chain; exit code 1 when something was altered, dropped or reordered.',
  flags: [
    {
      flags: '--checkpoint <file>',
      about:
        'A checkpoint that was kept elsewhere, as it was exported: proves that nothing before it is missing.',
    },
  ],
  async run(context, given) {
    const file = given.text('checkpoint');
    const checkpoint = file === undefined ? undefined : lastCheckpoint(await context.read(file));
    const client = await context.api();
    const found = await client.call(audit.verify, {
      body: checkpoint === undefined ? {} : { checkpoint },
    });
    context.show(found, () =>
      [
        ...found.problems.map(({ message }) => harmless(message)),
        ...(found.problemCount > found.problems.length
          ? [`and ${found.problemCount - found.problems.length} more`]
          : []),
        `${found.records} records in ${found.chains} chains, ${found.checkpoints} checkpoints${found.packed === 0 ? '' : ` (${found.packed} of them packed)`}: ${found.intact ? 'intact' : 'NOT intact'}.`,
        found.provenUpTo === null
          ? 'Without a checkpoint kept elsewhere (--checkpoint), whoever owns this machine could have rewritten all of it.'
          : `Complete up to checkpoint ${found.provenUpTo.checkpoint} of ${when(found.provenUpTo.at)} UTC.`,
      ].join('\n'),
    );
    return found.intact ? exitCodes.done : exitCodes.no;
  },
};

/** The last checkpoint of an export, or the one that stands alone in a file. */
function lastCheckpoint(text: string): Record<string, unknown> {
  const lines = text.split('\n').filter((line) => line.includes('"checkpoint"'));
  const last = lines.at(-1);
  try {
    const parsed: unknown = JSON.parse(last ?? '');
    if (typeof parsed === 'object' && parsed !== null) return { ...parsed };
  } catch {
    // said below
  }
  throw new UsageError('There is no checkpoint in that file. `sallyport audit export` writes them.');
}
