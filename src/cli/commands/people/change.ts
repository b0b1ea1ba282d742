import { type PersonEdit, people } from '#contracts/api/people.ts';
import { type Command, needed, UsageError } from '../../command.ts';
import { findPerson } from '../../find.ts';
import { roleOf } from './role-of.ts';

export const changePerson: Command = {
  noun: 'people',
  verb: 'change',
  about: 'Changes a person; what is not said stays. What they have open is decided anew.',
  args: [{ name: '<person>', about: 'Their e-mail address or id.' }],
  flags: [
    { flags: '--name <text>', about: 'What they are called.' },
    { flags: '--email <address>', about: 'What they sign in with.' },
    { flags: '--role <role...>', about: 'owner, admin or auditor: these and no others.' },
    { flags: '--no-role', about: 'No role at all.' },
  ],
  examples: [
    'people change ada@example.org --role owner',
    'people change ada@example.org --no-role --name "Ada King"',
  ],
  async run(context, given) {
    const [name, email, roles] = [given.text('name'), given.text('email'), given.list('role')];
    if (roles !== undefined && given.has('no-role'))
      throw new UsageError('--role and --no-role exclude each other');
    const body: PersonEdit = {
      ...(name === undefined ? {} : { name }),
      ...(email === undefined ? {} : { email }),
      ...(roles === undefined ? {} : { roles: roles.map(roleOf) }),
      ...(given.has('no-role') ? { roles: [] } : {}),
    };
    if (Object.keys(body).length === 0)
      throw new UsageError('say what is to change: --name, --email or --role');
    const client = await context.api();
    const { id, version } = await findPerson(client, needed(given.args[0], 'the person'));
    const person = await client.call(people.update, { params: { person: id }, version, body });
    const held = person.roles.length === 0 ? 'no role' : person.roles.join(', ');
    context.show(person, () => `${person.name} (${person.email ?? 'no address'}) has ${held}.`);
  },
};
