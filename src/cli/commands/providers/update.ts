import { providers } from '#contracts/api/providers.ts';
import { type Command, needed } from '../../command.ts';
import { readSettings, settingsFlags } from './provider-settings.ts';

export const updateProvider: Command = {
  noun: 'providers',
  verb: 'update',
  about: 'Changes a provider; what is not given stays.',
  args: [{ name: '<provider>', about: 'Its name or id.' }],
  flags: [
    { flags: '--client-id <id>', about: 'What the provider calls us.' },
    { flags: '--client-secret-file <file>', about: 'A new secret; - for stdin.' },
    { flags: '--title <text>', about: 'What the button says.' },
    ...settingsFlags,
  ],
  async run(context, given) {
    const client = await context.api();
    const params = { provider: needed(given.args[0], 'the provider') };
    const before = await client.call(providers.get, { params });
    const file = given.text('client-secret-file');
    const title = given.text('title');
    const clientId = given.text('client-id');
    const secret = file === undefined ? {} : { clientSecret: await context.secret({ question: '', file }) };
    const provider = await client.call(providers.update, {
      params: { provider: before.id },
      version: before.version,
      body: {
        ...secret,
        ...(title === undefined ? {} : { title }),
        ...(clientId === undefined ? {} : { clientId }),
        settings: await readSettings(context, given, before.settings),
      },
    });
    context.show(provider, () => `${provider.name} is changed.`);
  },
};

function setState(verb: string, state: 'enabled' | 'disabled', about: string): Command {
  return {
    noun: 'providers',
    verb,
    about,
    args: [{ name: '<provider>', about: 'Its name or id.' }],
    async run(context, given) {
      const client = await context.api();
      const params = { provider: needed(given.args[0], 'the provider') };
      const { id, version } = await client.call(providers.get, { params });
      const provider = await client.call(providers.update, {
        params: { provider: id },
        version,
        body: { state },
      });
      context.show(provider, () => `${provider.name} is ${provider.state}.`);
    },
  };
}

export const disableProvider = setState(
  'disable',
  'disabled',
  'Switches a provider off and ends the sessions that rest on its word.',
);
export const enableProvider = setState('enable', 'enabled', 'Switches a provider on again.');
