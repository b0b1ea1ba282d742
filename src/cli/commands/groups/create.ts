import { groups } from '#contracts/api/groups.ts';
import { type Command, needed } from '../../command.ts';

export const createGroup: Command = {
  noun: 'groups',
  verb: 'create',
  about: 'Makes a group.',
  args: [{ name: '<name>', about: 'What it is called.' }],
  flags: [{ flags: '--description <text>', about: 'Who is in it.' }],
  async run(context, given) {
    const client = await context.api();
    const description = given.text('description') ?? '';
    const group = await client.call(groups.create, {
      body: { name: needed(given.args[0], 'the name'), description },
    });
    context.show(group, () => `The group ${group.name} is made.`);
  },
};
