import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { type Command, needed } from '../../command.ts';
import { findAppIds, findGroupIds, findPersonId } from '../../find.ts';

export const addAccount: Command = {
  noun: 'service-accounts',
  verb: 'add',
  about: 'Makes a service account: a program that opens applications with keys of its own.',
  args: [{ name: '<name>', about: 'A short name, such as deploy-bot.' }],
  flags: [
    { flags: '--app <app...>', about: 'An application that it may open at all; policy still decides.' },
    { flags: '--description <text>', about: 'What it is for.' },
    { flags: '--owner <person>', about: 'Who answers for it, by e-mail address or id; else you.' },
    { flags: '--group <group...>', about: 'A group to put it into.' },
    { flags: '--label <label...>', about: 'A label, such as env=prod.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const owner = given.text('owner');
    const account = await client.call(serviceAccounts.create, {
      body: {
        name: needed(given.args[0], 'the name'),
        description: given.text('description') ?? '',
        apps: await findAppIds(client, given.list('app') ?? []),
        groups: await findGroupIds(client, given.list('group') ?? []),
        labels: [...(given.list('label') ?? [])],
        ...(owner === undefined ? {} : { owner: await findPersonId(client, owner) }),
      },
    });
    const { id, name } = account;
    context.show(account, () =>
      [
        `The service account ${name} is made (${id}). It has no key yet, and opens nothing before a policy says so:`,
        `  sallyport service-accounts keys add ${name} "where it is used"`,
        `  sallyport policies create ${name}-opens --text 'permit (principal == ServiceAccount::"${name}", action == Action::"open", resource);'`,
      ].join('\n'),
    );
  },
};
