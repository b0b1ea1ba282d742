import { proposals } from '#contracts/api/proposals.ts';
import { type Command, needed } from '../../command.ts';

export const rejectProposal: Command = {
  noun: 'proposals',
  verb: 'reject',
  about: 'Ends a proposal of somebody else; nothing is changed.',
  examples: ['proposals reject prp_0123456789abcdefghij'],
  args: [{ name: '<proposal>', about: 'Its id.' }],
  async run(context, given) {
    const client = await context.api();
    const proposal = needed(given.args[0], 'the proposal');
    const ended = await client.call(proposals.reject, { params: { proposal } });
    context.show(ended, () => 'Rejected. Nothing was changed.');
  },
};
