import { gateways } from '#contracts/api/gateways.ts';
import type { Command } from '../../command.ts';
import { table, when } from '../../table.ts';

export const listGateways: Command = {
  noun: 'gateways',
  verb: 'list',
  about: 'Lists gateways.',
  async run(context) {
    const client = await context.api();
    const { items } = await client.call(gateways.list);
    context.show({ items }, () =>
      table(items, [
        { heading: 'NAME', of: ({ name }) => name },
        { heading: 'STATE', of: ({ state }) => state },
        { heading: 'OPEN', of: ({ live }) => live },
        { heading: 'LAST SEEN (UTC)', of: ({ lastSeenAt }) => when(lastSeenAt) },
        { heading: 'ID', of: ({ id }) => id },
      ]),
    );
  },
};
