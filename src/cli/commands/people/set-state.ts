import { people } from '#contracts/api/people.ts';
import { type Command, needed } from '../../command.ts';
import { findPerson } from '../../find.ts';

function setState(verb: string, state: 'enabled' | 'disabled', about: string): Command {
  return {
    noun: 'people',
    verb,
    about,
    args: [{ name: '<person>', about: 'Their e-mail address or id.' }],
    async run(context, given) {
      const client = await context.api();
      const { id, version } = await findPerson(client, needed(given.args[0], 'the person'));
      const person = await client.call(people.update, { params: { person: id }, version, body: { state } });
      context.show(person, () => `${person.name} is ${person.state}.`);
    },
  };
}

export const disablePerson = setState(
  'disable',
  'disabled',
  'Disables a person: ends their sessions and cuts what they have open.',
);
export const enablePerson = setState('enable', 'enabled', 'Enables a person again.');
