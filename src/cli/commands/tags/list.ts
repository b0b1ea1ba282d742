import { tags } from '#contracts/api/tags.ts';
import type { Command } from '../../command.ts';
import { table } from '../../table.ts';

export const listTags: Command = {
  noun: 'tags',
  verb: 'list',
  about: 'Lists tags.',
  async run(context) {
    const client = await context.api();
    const { items } = await client.call(tags.list);
    context.show({ items }, () =>
      table(items, [
        { heading: 'NAME', of: ({ name }) => name },
        { heading: 'UNDER', of: ({ parents }) => parents.join(', ') || '-' },
        { heading: 'APPS', of: ({ apps }) => apps },
        { heading: 'POLICIES', of: ({ policies }) => policies.join(', ') || '-' },
        { heading: 'ABOUT', of: ({ description }) => description || '-' },
      ]),
    );
  },
};
