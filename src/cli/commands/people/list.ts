import { every } from '#client/index.ts';
import { people } from '#contracts/api/people.ts';
import type { Command } from '../../command.ts';
import { upTo } from '../../find.ts';
import { table } from '../../table.ts';

export const listPeople: Command = {
  noun: 'people',
  verb: 'list',
  about: 'Lists people.',
  flags: [{ flags: '--search <text>', about: 'Only those with this in name or e-mail address.' }],
  async run(context, given) {
    const client = await context.api();
    const search = given.text('search');
    const pages = every((cursor) =>
      client.call(people.list, {
        query: { limit: 200, ...(search && { search }), ...(cursor && { cursor }) },
      }),
    );
    const items = await upTo(pages, 10_000);
    context.show({ items }, () =>
      table(items, [
        { heading: 'NAME', of: ({ name }) => name },
        { heading: 'E-MAIL', of: ({ email }) => email },
        { heading: 'STATE', of: ({ state }) => state },
        { heading: 'ROLES', of: ({ roles }) => roles.join(', ') || '-' },
        { heading: 'GROUPS', of: ({ groups }) => groups.map(({ name }) => name).join(', ') || '-' },
        { heading: 'ID', of: ({ id }) => id },
      ]),
    );
  },
};
