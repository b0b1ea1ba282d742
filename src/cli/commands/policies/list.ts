import { every } from '#client/index.ts';
import { policies } from '#contracts/api/policies.ts';
import type { Command } from '../../command.ts';
import { upTo } from '../../find.ts';
import { table, when } from '../../table.ts';

export const listPolicies: Command = {
  noun: 'policies',
  verb: 'list',
  about: 'Lists policies.',
  async run(context) {
    const client = await context.api();
    const pages = every((cursor) =>
      client.call(policies.list, { query: { limit: 200, ...(cursor && { cursor }) } }),
    );
    const items = await upTo(pages, 20_000);
    context.show({ items }, () =>
      table(items, [
        { heading: 'NAME', of: ({ name }) => name },
        { heading: 'TITLE', of: ({ title }) => title },
        { heading: 'MODE', of: ({ mode, enabled }) => (enabled ? mode : 'off') },
        { heading: 'ENFORCED FROM (UTC)', of: ({ enforceFrom }) => when(enforceFrom) },
        { heading: 'IN ITS WAY', of: ({ enforceProblem }) => enforceProblem },
        { heading: 'CHANGED (UTC)', of: ({ changedAt }) => when(changedAt) },
        { heading: 'ID', of: ({ id }) => id },
      ]),
    );
  },
};
