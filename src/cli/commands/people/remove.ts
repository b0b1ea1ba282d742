import { people } from '#contracts/api/people.ts';
import { type Command, needed } from '../../command.ts';
import { findPerson } from '../../find.ts';

export const removePerson: Command = {
  noun: 'people',
  verb: 'remove',
  about:
    'Removes a person with all that is theirs, and cuts what they have open; to keep who they were, disable them.',
  args: [{ name: '<person>', about: 'Their e-mail address or id.' }],
  examples: ['people remove ada@example.org'],
  async run(context, given) {
    const client = await context.api();
    const { id, name, version } = await findPerson(client, needed(given.args[0], 'the person'));
    await client.call(people.remove, { params: { person: id }, version });
    context.show({ removed: id }, () => `${name} is removed.`);
  },
};
