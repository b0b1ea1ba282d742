import { policies } from '#contracts/api/policies.ts';
import { type Command, needed } from '../../command.ts';
import { differenceInWords } from './difference-in-words.ts';
import { versionOf } from './versions.ts';

export const diffPolicies: Command = {
  noun: 'policies',
  verb: 'diff',
  about: 'Says how a version differs from the one before, or from another.',
  args: [
    { name: '<version>', about: 'The number of a version, as `policies versions` shows it.' },
    { name: '[from]', about: 'The version to compare with; else the one before.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const [version, from] = given.args;
    const difference = await client.call(policies.difference, {
      params: { revision: versionOf(needed(version, 'the version')) },
      ...(from === undefined ? {} : { query: { from: versionOf(from) } }),
    });
    context.show(difference, () => differenceInWords(difference.items));
  },
};
