import { every } from '#client/index.ts';
import { apps } from '#contracts/api/apps.ts';
import { connections } from '#contracts/api/connections.ts';
import type { Command } from '../../command.ts';
import { findHolderId, upTo } from '../../find.ts';
import { since, table } from '../../table.ts';

export const listConnections: Command = {
  noun: 'connections',
  verb: 'list',
  about: 'Lists what is open right now.',
  flags: [
    {
      flags: '--person <person>',
      about: 'Only those of this person, by e-mail address or id; or of this service account.',
    },
    { flags: '--app <app>', about: 'Only those of this app, by name or id.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const named = { person: given.text('person'), app: given.text('app') };
    const person = named.person === undefined ? undefined : await findHolderId(client, named.person);
    const app =
      named.app === undefined ? undefined : (await client.call(apps.get, { params: { app: named.app } })).id;
    const pages = every((cursor) =>
      client.call(connections.list, {
        query: { limit: 500, ...(person && { person }), ...(app && { app }), ...(cursor && { cursor }) },
      }),
    );
    const items = await upTo(pages, 20_000);
    context.show({ items }, () =>
      table(items, [
        { heading: 'CONNECTION', of: ({ id }) => id },
        { heading: 'PERSON', of: (connection) => connection.person.name },
        { heading: 'APP', of: (connection) => connection.app.name },
        { heading: 'PROTOCOL', of: ({ protocol }) => protocol },
        { heading: 'OPEN FOR', of: ({ openedAt }) => since(openedAt, context.now()) },
        { heading: 'ADDRESS', of: ({ address }) => address },
      ]),
    );
  },
};
