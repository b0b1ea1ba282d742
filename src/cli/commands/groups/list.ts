import { every } from '#client/index.ts';
import { groups } from '#contracts/api/groups.ts';
import type { Command } from '../../command.ts';
import { upTo } from '../../find.ts';
import { table } from '../../table.ts';

export const listGroups: Command = {
  noun: 'groups',
  verb: 'list',
  about: 'Lists groups.',
  async run(context) {
    const client = await context.api();
    const pages = every((cursor) =>
      client.call(groups.list, { query: { limit: 200, ...(cursor && { cursor }) } }),
    );
    const items = await upTo(pages, 10_000);
    context.show({ items }, () =>
      table(items, [
        { heading: 'NAME', of: ({ name }) => name },
        { heading: 'ABOUT', of: ({ description }) => description || '-' },
        { heading: 'ID', of: ({ id }) => id },
      ]),
    );
  },
};
