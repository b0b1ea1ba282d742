import { stringify } from 'yaml';
import { apps } from '#contracts/api/apps.ts';
import { appAsWritten } from '../../apply/export-objects.ts';
import { type Command, needed } from '../../command.ts';

export const showApp: Command = {
  noun: 'apps',
  verb: 'show',
  about: 'Prints an app as `apply` reads it.',
  examples: ['apps show wiki', 'apps show wiki > wiki.yaml'],
  args: [{ name: '<app>', about: 'Its name or id.' }],
  async run(context, given) {
    const client = await context.api();
    const app = await client.call(apps.get, { params: { app: needed(given.args[0], 'the app') } });
    context.show(app, () =>
      stringify(appAsWritten(app), { aliasDuplicateObjects: false, lineWidth: 0 }).trimEnd(),
    );
  },
};
