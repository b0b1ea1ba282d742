import { every } from '#client/index.ts';
import { tokens } from '#contracts/api/tokens.ts';
import type { Command } from '../../command.ts';
import { upTo } from '../../find.ts';
import { table, when } from '../../table.ts';

export const listTokens: Command = {
  noun: 'tokens',
  verb: 'list',
  about: 'Lists API tokens.',
  async run(context) {
    const client = await context.api();
    const pages = every((cursor) =>
      client.call(tokens.list, { query: { limit: 200, ...(cursor && { cursor }) } }),
    );
    const items = await upTo(pages, 10_000);
    context.show({ items }, () =>
      table(items, [
        { heading: 'NAME', of: ({ name }) => name },
        { heading: 'OWNER', of: ({ owner }) => owner.name },
        { heading: 'SCOPES', of: ({ scopes }) => scopes.join(', ') },
        { heading: 'UNTIL (UTC)', of: ({ expiresAt }) => when(expiresAt) },
        { heading: 'LAST USED (UTC)', of: ({ lastUsedAt }) => when(lastUsedAt) },
        { heading: 'ID', of: ({ id }) => id },
      ]),
    );
  },
};
