import { installation } from '#contracts/api/installation.ts';
import { type Command, UsageError } from '../../command.ts';

export const changeSettings: Command = {
  noun: 'settings',
  verb: 'change',
  about: 'Changes what holds for the whole installation.',
  flags: [
    { flags: '--organisation <name>', about: 'Its name, as pages show it.' },
    { flags: '--zone <zone>', about: 'The time zone of policies, such as Europe/Berlin.' },
  ],
  async run(context, given) {
    const organisation = given.text('organisation');
    const zone = given.text('zone');
    if (organisation === undefined && zone === undefined) throw new UsageError('say what to change');
    const client = await context.api();
    const { version } = await client.call(installation.settings);
    const body = {
      ...(organisation === undefined ? {} : { organisation }),
      ...(zone === undefined ? {} : { zone }),
    };
    const found = await client.call(installation.changeSettings, { version, body });
    context.show(found, () => `organisation: ${found.organisation}\nzone: ${found.zone}`);
  },
};
