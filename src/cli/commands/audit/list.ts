import { auditKinds } from '#contracts/events.ts';
import { audit } from '#contracts/api/audit.ts';
import { type Command, UsageError } from '../../command.ts';
import { table, when } from '../../table.ts';

export const listAudit: Command = {
  noun: 'audit',
  verb: 'list',
  about: 'Lists the newest audit records.',
  flags: [
    { flags: '--kind <kind>', about: `One of ${auditKinds.join(', ')}.` },
    { flags: '--about <id>', about: 'Only those about this identifier.' },
    { flags: '--limit <number>', about: 'How many; 50 unless said.' },
  ],
  async run(context, given) {
    const named = given.text('kind');
    const kind = auditKinds.find((known) => known === named);
    if (named !== undefined && kind === undefined) {
      throw new UsageError(`--kind is one of ${auditKinds.join(', ')}`);
    }
    const about = given.text('about');
    const client = await context.api();
    const { items } = await client.call(audit.list, {
      query: { limit: given.whole('limit') ?? 50, ...(kind && { kind }), ...(about && { about }) },
    });
    context.show({ items }, () =>
      table(items, [
        { heading: 'AT (UTC)', of: ({ at }) => when(at) },
        { heading: 'KIND', of: (record) => record.kind },
        { heading: 'BY', of: ({ actor }) => actor?.name ?? actor?.id ?? actor?.kind },
        { heading: 'ABOUT', of: (record) => record.about.join(' ') },
        { heading: 'RECORD', of: ({ chain, seq }) => `${chain}#${seq}` },
      ]),
    );
  },
};
