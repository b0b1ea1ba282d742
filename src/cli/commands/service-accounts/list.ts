import { every } from '#client/index.ts';
import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import type { Command } from '../../command.ts';
import { upTo } from '../../find.ts';
import { table, when } from '../../table.ts';

export const listAccounts: Command = {
  noun: 'service-accounts',
  verb: 'list',
  about: 'Lists service accounts.',
  flags: [{ flags: '--search <text>', about: 'Only those whose name or description holds this.' }],
  async run(context, given) {
    const client = await context.api();
    const search = given.text('search');
    const pages = every((cursor) =>
      client.call(serviceAccounts.list, {
        query: { limit: 200, ...(search && { search }), ...(cursor && { cursor }) },
      }),
    );
    const items = await upTo(pages, 10_000);
    context.show({ items }, () =>
      table(items, [
        { heading: 'NAME', of: ({ name }) => name },
        { heading: 'STATE', of: ({ state }) => state },
        { heading: 'OWNER', of: ({ owner }) => owner && ownerInWords(owner) },
        { heading: 'APPS', of: ({ apps }) => apps.map(({ name }) => name).join(', ') },
        { heading: 'KEYS', of: ({ liveKeys }) => liveKeys },
        { heading: 'LAST USED (UTC)', of: ({ usedAt }) => when(usedAt) },
        { heading: 'ID', of: ({ id }) => id },
      ]),
    );
  },
};

/** Who answers for an account, and that they cannot where that is so. */
export function ownerInWords({ name, state }: { readonly name: string; readonly state: string }): string {
  return state === 'enabled' ? name : `${name} (${state})`;
}
