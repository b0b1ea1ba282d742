import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { keyLifetimeDays } from '#contracts/service-keys.ts';
import { type Command, needed } from '../../command.ts';
import { findAppIds } from '../../find.ts';
import { when } from '../../table.ts';

export const addAccountKey: Command = {
  noun: 'service-accounts keys',
  verb: 'add',
  about: 'Makes a key for a service account; it is shown once.',
  args: [
    { name: '<account>', about: 'Its name or id.' },
    { name: '<name>', about: 'Where the key is used.' },
  ],
  flags: [
    {
      flags: '--days <number>',
      about: `How long it works; ${keyLifetimeDays.usual} unless said, ${keyLifetimeDays.most} at most.`,
    },
    { flags: '--app <app...>', about: 'Some of the apps of the account; else all of them.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const apps = given.list('app');
    const made = await client.call(serviceAccounts.addKey, {
      params: { account: needed(given.args[0], 'the account') },
      body: {
        name: needed(given.args[1], 'the name'),
        lifetimeDays: given.whole('days') ?? keyLifetimeDays.usual,
        ...(apps === undefined ? {} : { apps: await findAppIds(client, apps) }),
      },
    });
    context.show(made, () =>
      [`It is not shown again. It works until ${when(made.expiresAt)} UTC:`, `  ${made.key}`].join('\n'),
    );
  },
};
