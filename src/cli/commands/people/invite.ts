import type { Client } from '#client/index.ts';
import { groups } from '#contracts/api/groups.ts';
import { people } from '#contracts/api/people.ts';
import { type Command, needed } from '../../command.ts';
import { when } from '../../table.ts';
import { roleOf } from './role-of.ts';

export const invitePerson: Command = {
  noun: 'people',
  verb: 'invite',
  about: 'Adds a person and prints the link by which they choose how to sign in.',
  args: [{ name: '<email>', about: 'What they will sign in with. No mail is sent.' }],
  flags: [
    { flags: '--name <text>', about: 'Their name; else the address.' },
    { flags: '--role <role...>', about: 'owner, admin or auditor.' },
    { flags: '--group <group...>', about: 'A group, by name or id.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const email = needed(given.args[0], 'the e-mail address');
    const { person, link } = await client.call(people.invite, {
      body: {
        name: given.text('name') ?? email,
        email,
        roles: (given.list('role') ?? []).map(roleOf),
        groups: await groupIds(client, given.list('group') ?? []),
      },
    });
    context.show({ person, link }, () =>
      [
        `${person.name} is invited. Hand this link over; it works once, until ${when(link.expiresAt)} UTC:`,
        `  ${link.url}`,
      ].join('\n'),
    );
  },
};

async function groupIds(client: Client, named: readonly string[]): Promise<string[]> {
  const found = named.map((group) => client.call(groups.get, { params: { group } }));
  return (await Promise.all(found)).map(({ id }) => id);
}
