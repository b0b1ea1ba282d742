import { weakeningOperations } from '#contracts/api/proposals.ts';
import type { Command } from '../../command.ts';
import { table, when } from '../../table.ts';
import { weakensShortly } from '../proposals/what-it-weakens.ts';

export const listWeakenings: Command = {
  noun: 'weakenings',
  verb: 'list',
  about: 'Lists changes that weakened protection and that nobody else has seen yet.',
  examples: ['weakenings list', 'weakenings list --all --json'],
  flags: [{ flags: '--all', about: 'Those too that somebody has seen.' }],
  async run(context, given) {
    const client = await context.api();
    const state = given.has('all') ? 'all' : 'open';
    const { items } = await client.call(weakeningOperations.list, { query: { state, limit: 200 } });
    context.show({ items }, () =>
      table(items, [
        { heading: 'ID', of: ({ id }) => id },
        { heading: 'AT (UTC)', of: ({ at }) => when(at) },
        { heading: 'BY', of: ({ actor }) => actor.name ?? actor.kind },
        { heading: 'AGREED', of: ({ approvedBy }) => approvedBy?.name ?? '-' },
        { heading: 'WEAKENED', of: ({ weakens }) => weakensShortly(weakens) },
        { heading: 'SEEN BY', of: ({ acknowledgedBy: by }) => (by === null ? '-' : (by.name ?? by.kind)) },
      ]),
    );
  },
};
