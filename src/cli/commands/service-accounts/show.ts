import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { type Command, needed } from '../../command.ts';
import { harmless, table, when } from '../../table.ts';
import { ownerInWords } from './list.ts';
import { keyColumns } from './keys-list.ts';

export const showAccount: Command = {
  noun: 'service-accounts',
  verb: 'show',
  about: 'Shows one service account with its keys.',
  args: [{ name: '<account>', about: 'Its name or id.' }],
  async run(context, given) {
    const client = await context.api();
    const params = { account: needed(given.args[0], 'the account') };
    const [account, keys] = await Promise.all([
      client.call(serviceAccounts.get, { params }),
      client.call(serviceAccounts.keys, { params }),
    ]);
    const { name, id, state, description, owner, apps, groups, labels } = account;
    const names = (list: readonly { readonly name: string }[]) => list.map((one) => one.name).join(', ');
    context.show({ ...account, keys: keys.items }, () =>
      [
        `${name} (${id}), ${state}, last used ${when(account.usedAt)}`,
        ...(description === '' ? [] : [`  ${harmless(description)}`]),
        `  owner:  ${harmless(owner === null ? 'nobody' : ownerInWords(owner))}`,
        `  apps:   ${names(apps) || 'none'}`,
        `  groups: ${harmless(names(groups)) || 'none'}`,
        `  labels: ${labels.join(', ') || 'none'}`,
        '',
        table(keys.items, keyColumns),
      ].join('\n'),
    );
  },
};
