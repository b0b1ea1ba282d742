import { every } from '#client/index.ts';
import { apps } from '#contracts/api/apps.ts';
import type { Command } from '../../command.ts';
import { upTo } from '../../find.ts';
import { table } from '../../table.ts';

export const listApps: Command = {
  noun: 'apps',
  verb: 'list',
  about: 'Lists apps.',
  flags: [{ flags: '--search <text>', about: 'Only those with this in name, title or host.' }],
  async run(context, given) {
    const client = await context.api();
    const search = given.text('search');
    const pages = every((cursor) =>
      client.call(apps.list, { query: { limit: 200, ...(search && { search }), ...(cursor && { cursor }) } }),
    );
    const items = await upTo(pages, 10_000);
    context.show({ items }, () =>
      table(items, [
        { heading: 'NAME', of: ({ name }) => name },
        { heading: 'ADDRESS', of: ({ url }) => url },
        { heading: 'UPSTREAM', of: ({ upstream }) => upstream?.url ?? '(Sallyport)' },
        { heading: 'STATE', of: ({ state }) => state },
        { heading: 'SENSITIVITY', of: ({ sensitivity }) => sensitivity },
        { heading: 'ID', of: ({ id }) => id },
      ]),
    );
  },
};
