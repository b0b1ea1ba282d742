import { groups, type GroupEdit } from '#contracts/api/groups.ts';
import { type Command, needed, UsageError } from '../../command.ts';

export const updateGroup: Command = {
  noun: 'groups',
  verb: 'update',
  about: 'Renames a group, or puts it into others. Policies go on meaning the same group.',
  examples: ['groups update Staff --name Employees', 'groups update Interns --parent Staff'],
  args: [{ name: '<group>', about: 'Its name or id.' }],
  flags: [
    { flags: '--name <text>', about: 'Another name.' },
    { flags: '--description <text>', about: 'Who is in it.' },
    { flags: '--parent <group...>', about: 'The groups that it is in, in place of those before.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const group = await client.call(groups.get, {
      params: { group: needed(given.args[0], 'the group') },
    });
    const [name, description, named] = [given.text('name'), given.text('description'), given.list('parent')];
    const parents: string[] = [];
    for (const parent of named ?? []) {
      parents.push((await client.call(groups.get, { params: { group: parent } })).id);
    }
    const body: GroupEdit = {
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(named === undefined ? {} : { parents }),
    };
    if (Object.keys(body).length === 0) throw new UsageError('say what is to be changed; see --help');
    const changed = await client.call(groups.update, {
      params: { group: group.id },
      version: group.version,
      body,
    });
    context.show(changed, () => `${changed.name} is changed.`);
  },
};
