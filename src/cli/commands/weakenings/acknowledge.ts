import { weakeningOperations } from '#contracts/api/proposals.ts';
import { type Command, needed } from '../../command.ts';
import { harmless } from '../../table.ts';
import { weakensInWords } from '../proposals/what-it-weakens.ts';
import { objectsInWords } from '../proposals/difference-in-words.ts';

export const acknowledgeWeakening: Command = {
  noun: 'weakenings',
  verb: 'acknowledge',
  about: 'Says that you have seen a change of somebody else that weakened protection, and shows it.',
  examples: ['weakenings acknowledge wkn_0123456789abcdefghij'],
  args: [{ name: '<weakening>', about: 'Its id.' }],
  async run(context, given) {
    const client = await context.api();
    const weakening = needed(given.args[0], 'the change');
    const seen = await client.call(weakeningOperations.acknowledge, { params: { weakening } });
    context.show(seen, () =>
      [
        harmless(`Noted. ${seen.actor.name ?? seen.actor.kind} weakened:`),
        weakensInWords(seen.weakens),
        objectsInWords(seen.difference),
      ].join('\n'),
    );
  },
};
