import { groups } from '#contracts/api/groups.ts';
import { type Command, needed } from '../../command.ts';

export const removeGroup: Command = {
  noun: 'groups',
  verb: 'remove',
  about: 'Removes a group; what its members have open is decided anew.',
  args: [{ name: '<group>', about: 'Its name or id.' }],
  async run(context, given) {
    const client = await context.api();
    const params = { group: needed(given.args[0], 'the group') };
    const { id, name, version } = await client.call(groups.get, { params });
    await client.call(groups.remove, { params: { group: id }, version });
    context.show({ removed: id }, () => `The group ${name} is removed.`);
  },
};
