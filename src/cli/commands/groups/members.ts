import { every } from '#client/index.ts';
import { groups } from '#contracts/api/groups.ts';
import { type Command, needed } from '../../command.ts';
import { upTo } from '../../find.ts';
import { table, when } from '../../table.ts';

export const listMembers: Command = {
  noun: 'groups',
  verb: 'members',
  about: 'Lists the people who are directly in a group.',
  args: [{ name: '<group>', about: 'Its name or id.' }],
  async run(context, given) {
    const client = await context.api();
    const params = { group: needed(given.args[0], 'the group') };
    const pages = every((cursor) =>
      client.call(groups.members, { params, query: { limit: 200, ...(cursor && { cursor }) } }),
    );
    const items = await upTo(pages, 10_000);
    context.show({ items }, () =>
      table(items, [
        { heading: 'NAME', of: ({ name }) => name },
        { heading: 'E-MAIL', of: ({ email }) => email },
        { heading: 'SINCE (UTC)', of: (member) => when(member.since) },
        { heading: 'ID', of: ({ id }) => id },
      ]),
    );
  },
};
