import { proposals } from '#contracts/api/proposals.ts';
import { type Command, needed } from '../../command.ts';

export const withdrawProposal: Command = {
  noun: 'proposals',
  verb: 'withdraw',
  about: 'Ends a proposal of your own; nothing is changed.',
  examples: ['proposals withdraw prp_0123456789abcdefghij'],
  args: [{ name: '<proposal>', about: 'Its id.' }],
  async run(context, given) {
    const client = await context.api();
    const proposal = needed(given.args[0], 'the proposal');
    const ended = await client.call(proposals.withdraw, { params: { proposal } });
    context.show(ended, () => 'Withdrawn. Nothing was changed.');
  },
};
