import { apps } from '#contracts/api/apps.ts';
import { type Command, needed } from '../../command.ts';

export const removeApp: Command = {
  noun: 'apps',
  verb: 'remove',
  about: 'Removes an app and cuts all that is open on it.',
  args: [{ name: '<app>', about: 'Its name or id.' }],
  async run(context, given) {
    const client = await context.api();
    const params = { app: needed(given.args[0], 'the app') };
    const { id, name, version } = await client.call(apps.get, { params });
    await client.call(apps.remove, { params: { app: id }, version });
    context.show({ removed: id }, () => `${name} is removed.`);
  },
};
