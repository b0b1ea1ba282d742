import { type Attention, installation } from '#contracts/api/installation.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { harmless, table, when } from '../table.ts';

const severities = { urgent: 'now', soon: 'soon', known: 'to know' } as const;

const words: Readonly<Record<Attention['kind'], string>> = {
  recovered: 'uses of the way back in',
  reported: 'reports that something was not them',
  weakened: 'changes that weakened protection',
  'proposals-waiting': 'changes that wait for a second person',
  'second-person-alone': 'administrator alone, though a second person has to agree to what weakens',
  'part-failing': 'parts that are not well',
  'gateway-away': 'gateways that are away',
  'key-expiring': 'keys that end soon without a next one',
  'one-owner': 'owner alone',
  'no-backup': 'no backup in the last 30 days',
  'records-dropped': 'times that records were lost in the last days',
  'groups-unknown': 'people whose groups are unknown',
  'test-broken': 'policy tests that do not hold any more',
  'not-enforced': 'policies not enforced though their time has come',
  observing: 'policies that only observe',
  'account-unanswered': 'service accounts that nobody answers for',
  'account-key-ending': 'service accounts whose last key ends soon',
  'public-paths': 'paths open to anybody',
};

/** `attention`: what an administrator should look at, as the console's first page has it. */
export const attention: Command = {
  verb: 'attention',
  about: 'Lists what needs attention, the most urgent first; exit code 1 when something is urgent.',
  examples: ['attention', 'attention --json'],
  async run(context) {
    const client = await context.api();
    const found = await client.call(installation.attention);
    const { items } = found;
    context.show(found, () =>
      items.length === 0
        ? 'Nothing needs attention.'
        : table(items, [
            { heading: 'WHEN', of: ({ severity }) => severities[severity] },
            { heading: 'COUNT', of: ({ count }) => String(count) },
            { heading: 'WHAT', of: ({ kind }) => words[kind] },
            { heading: 'SUCH AS', of: ({ about }) => harmless(about.map(({ name }) => name).join(', ')) },
            { heading: 'AT (UTC)', of: ({ at }) => (at === null ? '' : when(at)) },
          ]),
    );
    return items.some(({ severity }) => severity === 'urgent') ? exitCodes.no : exitCodes.done;
  },
};
