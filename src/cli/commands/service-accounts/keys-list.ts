import { serviceAccounts, type ServiceKey } from '#contracts/api/service-accounts.ts';
import { type Command, needed } from '../../command.ts';
import { type Column, table, when } from '../../table.ts';

/** What is shown of keys. */
export const keyColumns: readonly Column<ServiceKey>[] = [
  { heading: 'KEY', of: ({ name }) => name },
  { heading: 'STATE', of: ({ state }) => state },
  { heading: 'APPS', of: ({ apps }) => apps?.map(({ name }) => name).join(', ') ?? 'all of the account' },
  { heading: 'MADE (UTC)', of: ({ createdAt }) => when(createdAt) },
  { heading: 'UNTIL (UTC)', of: ({ expiresAt }) => when(expiresAt) },
  { heading: 'LAST USED (UTC)', of: ({ usedAt }) => when(usedAt) },
  { heading: 'FROM', of: ({ usedFrom }) => usedFrom },
  { heading: 'ID', of: ({ id }) => id },
];

export const listAccountKeys: Command = {
  noun: 'service-accounts keys',
  verb: 'list',
  about: 'Lists the keys of a service account.',
  args: [{ name: '<account>', about: 'Its name or id.' }],
  async run(context, given) {
    const client = await context.api();
    const params = { account: needed(given.args[0], 'the account') };
    const { items } = await client.call(serviceAccounts.keys, { params });
    context.show({ items }, () => table(items, keyColumns));
  },
};
