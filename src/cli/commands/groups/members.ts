import { every } from '#client/index.ts';
import { groups } from '#contracts/api/groups.ts';
import { type Command, needed } from '../../command.ts';
import { upTo } from '../../find.ts';
import { table, when } from '../../table.ts';

const most = 10_000;

export const listMembers: Command = {
  noun: 'groups',
  verb: 'members',
  about: 'Lists the people and programs that are directly in a group.',
  args: [{ name: '<group>', about: 'Its name or id.' }],
  async run(context, given) {
    const client = await context.api();
    const params = { group: needed(given.args[0], 'the group') };
    const paged = (cursor: string | undefined) => ({
      params,
      query: { limit: 200, ...(cursor && { cursor }) },
    });
    const items = await upTo(
      every((cursor) => client.call(groups.members, paged(cursor))),
      most,
    );
    const programs = await upTo(
      every((cursor) => client.call(groups.programs, paged(cursor))),
      most,
    );
    context.show({ items, programs }, () => {
      const people = table(items, [
        { heading: 'NAME', of: ({ name }) => name },
        { heading: 'E-MAIL', of: ({ email }) => email },
        { heading: 'SINCE (UTC)', of: (member) => when(member.since) },
        { heading: 'ID', of: ({ id }) => id },
      ]);
      if (programs.length === 0) return people;
      const listed = table(programs, [
        { heading: 'PROGRAM', of: ({ name }) => name },
        { heading: 'STATE', of: ({ state }) => state },
        { heading: 'OWNER', of: ({ owner }) => owner?.name ?? 'nobody' },
        { heading: 'ID', of: ({ id }) => id },
      ]);
      return items.length === 0 ? listed : `${people}\n\n${listed}`;
    });
  },
};
