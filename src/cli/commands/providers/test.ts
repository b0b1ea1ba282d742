import { providers } from '#contracts/api/providers.ts';
import { type Command, needed } from '../../command.ts';
import { harmless } from '../../table.ts';
import { exitCodes } from '../../exit-codes.ts';

export const testProvider: Command = {
  noun: 'providers',
  verb: 'test',
  about: "Reads a provider's own description and keys, and says what is wrong.",
  args: [{ name: '<provider>', about: 'Its name or id.' }],
  async run(context, given) {
    const client = await context.api();
    const params = { provider: needed(given.args[0], 'the provider') };
    const tried = await client.call(providers.test, { params });
    context.show(tried, () => [tried.said, ...tried.notes].map(harmless).join('\n'));
    return tried.works ? exitCodes.done : exitCodes.no;
  },
};
