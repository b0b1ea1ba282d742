import { serviceAccounts, type ServiceAccountEdit } from '#contracts/api/service-accounts.ts';
import type { Client } from '#client/index.ts';
import { type Command, type Given, needed, UsageError } from '../../command.ts';
import { findAppIds, findGroupIds, findPersonId } from '../../find.ts';

/** The word that empties a list: a flag that takes values cannot be given with none. */
const none = 'none';

export const changeAccount: Command = {
  noun: 'service-accounts',
  verb: 'change',
  about: 'Changes a service account; what it has open is decided anew at once.',
  args: [{ name: '<account>', about: 'Its name or id.' }],
  flags: [
    { flags: '--name <name>', about: 'Another name.' },
    { flags: '--description <text>', about: 'What it is for.' },
    { flags: '--owner <person>', about: `Who answers for it, by e-mail address or id; or ${none}.` },
    { flags: '--app <app...>', about: `All applications that it may open at all; or ${none}.` },
    { flags: '--group <group...>', about: `All groups that it is in; or ${none}.` },
    { flags: '--label <label...>', about: `All its labels; or ${none}.` },
  ],
  async run(context, given) {
    const client = await context.api();
    const params = { account: needed(given.args[0], 'the account') };
    const body = await editOf(client, given);
    if (Object.keys(body).length === 0) throw new UsageError('say what is to be changed; see --help');
    const { version } = await client.call(serviceAccounts.get, { params });
    const account = await client.call(serviceAccounts.update, { params, version, body });
    context.show(account, () => `${account.name} is changed.`);
  },
};

async function editOf(client: Client, given: Given): Promise<ServiceAccountEdit> {
  const [name, description, owner] = [given.text('name'), given.text('description'), given.text('owner')];
  const [apps, groups, labels] = [listOf(given, 'app'), listOf(given, 'group'), listOf(given, 'label')];
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(owner === undefined ? {} : { owner: owner === none ? null : await findPersonId(client, owner) }),
    ...(apps === undefined ? {} : { apps: await findAppIds(client, apps) }),
    ...(groups === undefined ? {} : { groups: await findGroupIds(client, groups) }),
    ...(labels === undefined ? {} : { labels }),
  };
}

function listOf(given: Given, name: string): string[] | undefined {
  const list = given.list(name);
  return list?.length === 1 && list[0] === none ? [] : list && [...list];
}
