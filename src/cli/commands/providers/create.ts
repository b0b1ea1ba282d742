import { providers } from '#contracts/api/providers.ts';
import { type Command, needed } from '../../command.ts';
import { readSettings, settingsFlags } from './provider-settings.ts';
import { addressLines } from './show.ts';

export const createProvider: Command = {
  noun: 'providers',
  verb: 'create',
  about: 'Adds an OpenID Connect provider by which people may sign in.',
  args: [{ name: '<name>', about: 'A short name, such as staff; it stands in addresses and never changes.' }],
  flags: [
    { flags: '--issuer <url>', about: 'The issuer, as the provider writes itself.', needed: 'needed' },
    { flags: '--client-id <id>', about: 'What the provider calls us.', needed: 'needed' },
    { flags: '--client-secret-file <file>', about: 'Else the secret is asked for; - for stdin.' },
    { flags: '--public-client', about: 'The client is a public one.' },
    { flags: '--title <text>', about: 'What the button says; else the name.' },
    ...settingsFlags,
  ],
  async run(context, given) {
    const client = await context.api();
    const name = needed(given.args[0], 'the name');
    const file = given.text('client-secret-file');
    const clientSecret = given.has('public-client')
      ? {}
      : { clientSecret: await context.secret({ question: 'Client secret', file }) };
    const provider = await client.call(providers.create, {
      body: {
        name,
        title: given.text('title') ?? name,
        issuer: needed(given.text('issuer'), '--issuer'),
        clientId: needed(given.text('client-id'), '--client-id'),
        ...clientSecret,
        settings: await readSettings(context, given),
      },
    });
    const tried = await client.call(providers.test, { params: { provider: provider.id } });
    context.show(provider, () =>
      [...addressLines(provider), tried.works ? tried.said : `Note: ${tried.said}`, ...tried.notes].join(
        '\n',
      ),
    );
  },
};
