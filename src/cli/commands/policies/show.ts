import { policies } from '#contracts/api/policies.ts';
import { type Command, needed } from '../../command.ts';

export const showPolicy: Command = {
  noun: 'policies',
  verb: 'show',
  about: 'Prints the text of a policy.',
  args: [{ name: '<policy>', about: 'Its name or id.' }],
  async run(context, given) {
    const client = await context.api();
    const policy = await client.call(policies.get, {
      params: { policy: needed(given.args[0], 'the policy') },
    });
    context.show(policy, () => policy.text.trimEnd());
  },
};
