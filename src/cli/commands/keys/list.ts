import { keys } from '#contracts/api/keys.ts';
import type { Command } from '../../command.ts';
import { table, when } from '../../table.ts';

export const listKeys: Command = {
  noun: 'keys',
  verb: 'list',
  about: 'Lists keys by purpose and state.',
  async run(context) {
    const client = await context.api();
    const { items } = await client.call(keys.list);
    context.show({ items }, () =>
      table(items, [
        { heading: 'PURPOSE', of: ({ purpose }) => purpose },
        { heading: 'STATE', of: ({ state }) => state },
        { heading: 'ALGORITHM', of: ({ alg }) => alg },
        { heading: 'FROM (UTC)', of: ({ notBefore }) => when(notBefore) },
        { heading: 'UNTIL (UTC)', of: ({ notAfter }) => when(notAfter) },
        { heading: 'KEY', of: ({ kid }) => kid },
      ]),
    );
  },
};
