import { decisions } from '#contracts/api/decisions.ts';
import { type Command, UsageError } from '../../command.ts';
import { findHolderId } from '../../find.ts';
import { table, when } from '../../table.ts';

export const listDecisions: Command = {
  noun: 'decisions',
  verb: 'list',
  about: 'Lists the newest decisions.',
  flags: [
    {
      flags: '--person <person>',
      about: 'Only about this person, by e-mail address or id; or of this service account.',
    },
    { flags: '--outcome <outcome>', about: 'allow, deny or challenge.' },
    { flags: '--limit <number>', about: 'How many; 50 unless said.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const named = given.text('person');
    const person = named === undefined ? undefined : await findHolderId(client, named);
    const outcome = given.text('outcome');
    if (outcome !== undefined && outcome !== 'allow' && outcome !== 'deny' && outcome !== 'challenge') {
      throw new UsageError('--outcome is allow, deny or challenge');
    }
    const { items } = await client.call(decisions.list, {
      query: { limit: given.whole('limit') ?? 50, ...(person && { person }), ...(outcome && { outcome }) },
    });
    context.show({ items }, () =>
      table(items, [
        { heading: 'AT (UTC)', of: ({ at }) => when(at) },
        { heading: 'OUTCOME', of: (decision) => decision.outcome },
        { heading: 'PERSON', of: (decision) => decision.person?.name },
        { heading: 'APP', of: ({ app }) => app?.name },
        { heading: 'REASON', of: ({ reason }) => reason },
        { heading: 'DECISION', of: ({ id }) => id },
      ]),
    );
  },
};
