import { proposals } from '#contracts/api/proposals.ts';
import { type Command, needed } from '../../command.ts';
import { harmless } from '../../table.ts';

export const approveProposal: Command = {
  noun: 'proposals',
  verb: 'approve',
  about: 'Carries out exactly what somebody else proposed, as its second person.',
  examples: ['proposals approve prp_0123456789abcdefghij'],
  args: [{ name: '<proposal>', about: 'Its id.' }],
  async run(context, given) {
    const client = await context.api();
    const proposal = needed(given.args[0], 'the proposal');
    const done = await client.call(proposals.approve, { params: { proposal } });
    context.show(done, () =>
      [
        harmless(`Carried out: ${done.proposal.operation}, proposed by ${done.proposal.proposer.name}.`),
        ...secretsOf(done.result).map(([name, text]) => harmless(`${name}, shown this once: ${text}`)),
      ].join('\n'),
    );
  },
};

/** A link or a token that came of it: nobody sees it again, and whoever proposed it waits for it. */
function secretsOf(result: unknown): readonly (readonly [name: string, text: string])[] {
  if (typeof result !== 'object' || result === null) return [];
  return Object.entries(result).flatMap(([name, value]): (readonly [string, string])[] => {
    if ((name === 'token' || name === 'url') && typeof value === 'string' && !('host' in result)) {
      return [[name, value]];
    }
    return name === 'link' ? [...secretsOf(value)].map(([, text]) => ['link', text] as const) : [];
  });
}
