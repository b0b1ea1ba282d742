import { providers } from '#contracts/api/providers.ts';
import { type Command, needed } from '../../command.ts';
import { findPersonId } from '../../find.ts';

export const removeProvider: Command = {
  noun: 'providers',
  verb: 'remove',
  about: 'Removes a provider; nobody comes in by it any more.',
  args: [{ name: '<provider>', about: 'Its name or id.' }],
  async run(context, given) {
    const client = await context.api();
    const params = { provider: needed(given.args[0], 'the provider') };
    const { id, name, version } = await client.call(providers.get, { params });
    await client.call(providers.remove, { params: { provider: id }, version });
    context.show({ removed: id }, () => `${name} is removed.`);
  },
};

export const unlinkPerson: Command = {
  noun: 'providers',
  verb: 'unlink',
  about: 'Unties a person from a provider and ends the sessions that rest on its word.',
  args: [
    { name: '<provider>', about: 'Its name or id.' },
    { name: '<person>', about: 'E-mail address or id.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const provider = needed(given.args[0], 'the provider');
    const person = await findPersonId(client, needed(given.args[1], 'the person'));
    await client.call(providers.unlink, { params: { provider, person } });
    context.show({ unlinked: person }, () => 'Untied.');
  },
};
