import { groups } from '#contracts/api/groups.ts';
import { type Command, needed } from '../../command.ts';
import { findPerson } from '../../find.ts';

function change(verb: 'add' | 'drop', about: string, said: string): Command {
  return {
    noun: 'groups',
    verb,
    about,
    args: [
      { name: '<group>', about: 'Its name or id.' },
      { name: '<person>', about: 'Their e-mail address or id.' },
    ],
    async run(context, given) {
      const client = await context.api();
      const group = needed(given.args[0], 'the group');
      const person = await findPerson(client, needed(given.args[1], 'the person'));
      await client.call(groups[verb], { params: { group, person: person.id } });
      context.show({ group, person: person.id }, () => `${person.name} is ${said} ${group}.`);
    },
  };
}

export const addMember = change('add', 'Puts a person into a group.', 'in');
export const dropMember = change('drop', 'Takes a person out of a group.', 'out of');
