import { every } from '#client/index.ts';
import { sessions } from '#contracts/api/sessions.ts';
import type { Command } from '../../command.ts';
import { findPersonId, upTo } from '../../find.ts';
import { since, table } from '../../table.ts';

export const listSessions: Command = {
  noun: 'sessions',
  verb: 'list',
  about: 'Lists live sessions.',
  flags: [
    { flags: '--person <person>', about: 'Only those of this person, by e-mail address or id.' },
    { flags: '--ended', about: 'Those that ended, in place of live ones.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const named = given.text('person');
    const person = named === undefined ? undefined : await findPersonId(client, named);
    const state = given.has('ended') ? 'ended' : 'live';
    const pages = every((cursor) =>
      client.call(sessions.list, {
        query: { limit: 200, state, ...(person && { person }), ...(cursor && { cursor }) },
      }),
    );
    const items = await upTo(pages, 10_000);
    context.show({ items }, () =>
      table(items, [
        { heading: 'SESSION', of: ({ id }) => id },
        { heading: 'PERSON', of: (session) => session.person.name },
        { heading: 'BY', of: ({ methods }) => methods.join('+') },
        { heading: 'SIGNED IN', of: ({ createdAt }) => `${since(createdAt, context.now())} ago` },
        { heading: 'ACTIVE', of: ({ lastActiveAt }) => `${since(lastActiveAt, context.now())} ago` },
        { heading: 'ADDRESS', of: ({ address }) => address },
        { heading: 'ENDED', of: ({ endReason }) => endReason },
      ]),
    );
  },
};
