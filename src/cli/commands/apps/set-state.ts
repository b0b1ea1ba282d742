import { apps } from '#contracts/api/apps.ts';
import { type Command, needed } from '../../command.ts';

function setState(verb: string, state: 'enabled' | 'disabled', about: string): Command {
  return {
    noun: 'apps',
    verb,
    about,
    args: [{ name: '<app>', about: 'Its name or id.' }],
    async run(context, given) {
      const client = await context.api();
      const { id, version } = await client.call(apps.get, {
        params: { app: needed(given.args[0], 'the app') },
      });
      const app = await client.call(apps.update, { params: { app: id }, version, body: { state } });
      context.show(app, () => `${app.name} is ${app.state}.`);
    },
  };
}

export const disableApp = setState(
  'disable',
  'disabled',
  'Switches an app off and cuts all that is open on it.',
);
export const enableApp = setState('enable', 'enabled', 'Switches an app on again.');
