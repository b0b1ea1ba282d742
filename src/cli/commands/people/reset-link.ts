import { people } from '#contracts/api/people.ts';
import { type Command, needed } from '../../command.ts';
import { findPersonId } from '../../find.ts';
import { when } from '../../table.ts';

export const resetLink: Command = {
  noun: 'people',
  verb: 'reset-link',
  about: 'Prints the link by which a person chooses anew how to sign in.',
  args: [{ name: '<person>', about: 'Their e-mail address or id.' }],
  async run(context, given) {
    const client = await context.api();
    const person = await findPersonId(client, needed(given.args[0], 'the person'));
    const link = await client.call(people.resetLink, { params: { person } });
    context.show(link, () => `It works once, until ${when(link.expiresAt)} UTC:\n  ${link.url}`);
  },
};
