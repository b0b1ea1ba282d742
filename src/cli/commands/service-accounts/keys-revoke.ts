import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { type Command, needed } from '../../command.ts';

export const revokeAccountKey: Command = {
  noun: 'service-accounts keys',
  verb: 'revoke',
  about: 'Revokes a key at once and cuts what it has open.',
  args: [
    { name: '<account>', about: 'Its name or id.' },
    { name: '<key>', about: 'The id of the key.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const key = needed(given.args[1], 'the key');
    await client.call(serviceAccounts.revokeKey, {
      params: { account: needed(given.args[0], 'the account'), key },
    });
    context.show({ revoked: key }, () => 'Revoked.');
  },
};
