import { policies } from '#contracts/api/policies.ts';
import type { Command } from '../../command.ts';
import { table, when } from '../../table.ts';

export const listRevisions: Command = {
  noun: 'policies',
  verb: 'revisions',
  about: 'Lists what was published, newest first.',
  async run(context) {
    const client = await context.api();
    const { items } = await client.call(policies.revisions, { query: { limit: 50 } });
    context.show({ items }, () =>
      table(items, [
        { heading: 'REVISION', of: ({ revision }) => revision },
        { heading: 'PUBLISHED (UTC)', of: ({ publishedAt }) => when(publishedAt) },
        { heading: 'BY', of: ({ author }) => author.name ?? author.kind },
        { heading: 'POLICIES', of: (revision) => revision.policies },
        { heading: 'WHY', of: ({ message }) => message || '-' },
      ]),
    );
  },
};
