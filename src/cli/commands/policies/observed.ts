import { policies } from '#contracts/api/policies.ts';
import { type Command, needed } from '../../command.ts';
import { table, when } from '../../table.ts';

export const observedPolicy: Command = {
  noun: 'policies',
  verb: 'observed',
  about: 'Counts what a policy that only observes would have refused and permitted since it does.',
  examples: ['policies observed contractors-wiki'],
  args: [{ name: '<policy>', about: 'Its name or id.' }],
  async run(context, given) {
    const client = await context.api();
    const params = { policy: needed(given.args[0], 'the policy') };
    const found = await client.call(policies.observed, { params });
    const { since, checked, complete, refuses, allows, people, large } = found;
    context.show(found, () =>
      [
        `Of ${checked} recorded decisions${complete ? '' : ' (the newest)'} since ${when(since)} UTC it would have refused ${refuses} and permitted ${allows} that were refused.`,
        ...(large ? ['That is much: look at whom it is about before it is enforced.'] : []),
        ...(people.length === 0
          ? []
          : [
              table(people, [
                { heading: 'WOULD BE REFUSED', of: ({ name }) => name },
                { heading: 'TIMES', of: ({ count }) => count },
              ]),
            ]),
      ].join('\n'),
    );
  },
};
