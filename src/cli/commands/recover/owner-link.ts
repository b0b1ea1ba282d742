import { installation } from '#contracts/api/installation.ts';
import type { Command } from '../../command.ts';
import { when } from '../../table.ts';

export const recoverOwner: Command = {
  noun: 'recover',
  verb: 'owner-link',
  about: 'Prints the link by which an owner signs in anew; whoever is named becomes an enabled owner.',
  args: [
    { name: '[person]', about: 'Their e-mail address or id; needed unless there is exactly one owner.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const [person] = given.args;
    const found = await client.call(installation.recoverOwner, {
      body: person === undefined ? {} : { person },
    });
    const { url, expiresAt } = found.link;
    context.show(found, () => `For ${found.person.name}, once, until ${when(expiresAt)} UTC:\n  ${url}`);
  },
};
