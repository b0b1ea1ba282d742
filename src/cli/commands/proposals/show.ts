import { proposals, type ProposalWithDifference } from '#contracts/api/proposals.ts';
import { type Command, needed } from '../../command.ts';
import { harmless, when } from '../../table.ts';
import { objectsInWords } from './difference-in-words.ts';
import { weakensInWords } from './what-it-weakens.ts';

export const showProposal: Command = {
  noun: 'proposals',
  verb: 'show',
  about: 'Shows a proposal with what it weakens and all that it would change.',
  examples: ['proposals show prp_0123456789abcdefghij'],
  args: [{ name: '<proposal>', about: 'Its id.' }],
  async run(context, given) {
    const client = await context.api();
    const proposal = needed(given.args[0], 'the proposal');
    const found = await client.call(proposals.get, { params: { proposal } });
    context.show(found, () => inWords(found));
  },
};

function inWords(found: ProposalWithDifference): string {
  const { id, proposer, operation, state, stale, createdAt, expiresAt, message, draft } = found;
  return [
    harmless(
      `${proposer.name} proposed ${operation} on ${when(createdAt)} UTC; it waits until ${when(expiresAt)}.`,
    ),
    ...(message === '' ? [] : [harmless(`“${message}”`)]),
    ...(state === 'open' ? [] : [`It was ${state}.`]),
    ...(stale ? ['The policies are another version by now: it can only be proposed anew.'] : []),
    '',
    'It weakens:',
    weakensInWords(found.weakens),
    '',
    objectsInWords(found.difference),
    ...(draft === null
      ? []
      : ['', `Whom it gives and takes what: sallyport policies what-if --proposal ${id}`]),
  ].join('\n');
}
