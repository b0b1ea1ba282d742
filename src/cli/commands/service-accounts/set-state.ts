import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { type Command, needed } from '../../command.ts';

function setState(verb: string, state: 'enabled' | 'disabled', about: string): Command {
  return {
    noun: 'service-accounts',
    verb,
    about,
    args: [{ name: '<account>', about: 'Its name or id.' }],
    async run(context, given) {
      const client = await context.api();
      const params = { account: needed(given.args[0], 'the account') };
      const { version } = await client.call(serviceAccounts.get, { params });
      const account = await client.call(serviceAccounts.update, { params, version, body: { state } });
      context.show(account, () => `${account.name} is ${account.state}.`);
    },
  };
}

export const disableAccount = setState(
  'disable',
  'disabled',
  'Disables a service account and cuts what it has open; its keys stay.',
);
export const enableAccount = setState('enable', 'enabled', 'Enables a service account again.');
