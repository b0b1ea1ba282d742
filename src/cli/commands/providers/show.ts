import { type ProviderView, providers } from '#contracts/api/providers.ts';
import { type Command, needed } from '../../command.ts';
import { harmless } from '../../table.ts';

export const showProvider: Command = {
  noun: 'providers',
  verb: 'show',
  about: 'Shows a provider: its settings, and the addresses that it has to be told.',
  args: [{ name: '<provider>', about: 'Its name or id.' }],
  async run(context, given) {
    const client = await context.api();
    const params = { provider: needed(given.args[0], 'the provider') };
    const provider = await client.call(providers.get, { params });
    context.show(provider, () => wordsOf(provider));
  },
};

/** What the provider's own administration has to be told. */
export function addressLines({ addresses }: ProviderView): readonly string[] {
  return [
    'Tell the provider these addresses:',
    `  redirect:             ${addresses.callback}`,
    `  back-channel logout:  ${addresses.backChannelLogout}`,
    `  initiate login:       ${addresses.startLogin}`,
  ];
}

function wordsOf(provider: ProviderView): string {
  const { name, title, issuer, clientId, hasSecret, state, settings } = provider;
  return [
    `${name}: ${harmless(title)} (${state})`,
    `  issuer:  ${issuer}`,
    `  client:  ${harmless(clientId)}${hasSecret ? ', with a secret' : ', without a secret'}`,
    ...addressLines(provider),
    'Settings:',
    ...JSON.stringify(settings, undefined, 2).split('\n').map(harmless),
  ].join('\n');
}
