import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { type Command, needed } from '../../command.ts';

export const deleteAccount: Command = {
  noun: 'service-accounts',
  verb: 'delete',
  about: 'Deletes a service account with its keys, and cuts what it has open.',
  args: [{ name: '<account>', about: 'Its name or id.' }],
  async run(context, given) {
    const client = await context.api();
    const params = { account: needed(given.args[0], 'the account') };
    const { id, name, version } = await client.call(serviceAccounts.get, { params });
    await client.call(serviceAccounts.remove, { params, version });
    context.show({ deleted: id }, () => `${name} is deleted.`);
  },
};
