import { proposals } from '#contracts/api/proposals.ts';
import type { Command } from '../../command.ts';
import { table, when } from '../../table.ts';
import { weakensShortly } from './what-it-weakens.ts';

export const listProposals: Command = {
  noun: 'proposals',
  verb: 'list',
  about: 'Lists changes that wait for a second person.',
  examples: ['proposals list', 'proposals list --all --json'],
  flags: [{ flags: '--all', about: 'Those too that were decided, withdrawn or are too old.' }],
  async run(context, given) {
    const client = await context.api();
    const state = given.has('all') ? 'all' : 'open';
    const { items, secondPerson } = await client.call(proposals.list, { query: { state, limit: 200 } });
    const off = 'No second person is asked for (policy.second-person is off).';
    context.show({ items, secondPerson }, () =>
      items.length === 0 && secondPerson === 'off'
        ? off
        : table(items, [
            { heading: 'ID', of: ({ id }) => id },
            { heading: 'BY', of: ({ proposer }) => proposer.name },
            { heading: 'WHAT', of: ({ operation }) => operation },
            { heading: 'WEAKENS', of: ({ weakens }) => weakensShortly(weakens) },
            { heading: 'STATE', of: ({ state: is, stale }) => (stale ? 'out of date' : is) },
            { heading: 'UNTIL (UTC)', of: ({ expiresAt }) => when(expiresAt) },
          ]),
    );
  },
};
