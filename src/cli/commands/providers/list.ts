import { providers } from '#contracts/api/providers.ts';
import type { Command } from '../../command.ts';
import { table } from '../../table.ts';

export const listProviders: Command = {
  noun: 'providers',
  verb: 'list',
  about: 'Lists the providers by which people may sign in.',
  async run(context) {
    const client = await context.api();
    const { items } = await client.call(providers.list);
    context.show({ items }, () =>
      table(items, [
        { heading: 'NAME', of: ({ name }) => name },
        { heading: 'TITLE', of: ({ title }) => title },
        { heading: 'ISSUER', of: ({ issuer }) => issuer },
        { heading: 'JOINING', of: ({ settings }) => settings.joining },
        { heading: 'SECOND FACTOR', of: ({ settings }) => settings.secondFactor },
        { heading: 'STATE', of: ({ state }) => state },
        { heading: 'ID', of: ({ id }) => id },
      ]),
    );
  },
};
