import { policies } from '#contracts/api/policies.ts';
import { type Command, needed } from '../../command.ts';

function setEnabled(verb: 'enable' | 'disable', about: string): Command {
  const enabled = verb === 'enable';
  return {
    noun: 'policies',
    verb,
    about,
    args: [{ name: '<policy>', about: 'Its name or id.' }],
    async run(context, given) {
      const client = await context.api();
      const { id, version } = await client.call(policies.get, {
        params: { policy: needed(given.args[0], 'the policy') },
      });
      const policy = await client.call(policies.update, {
        params: { policy: id },
        version,
        body: { enabled },
      });
      context.show(policy, () => `${policy.name} is ${enabled ? 'on' : 'off'}.`);
    },
  };
}

export const enablePolicy = setEnabled('enable', 'Switches a policy on and publishes.');
export const disablePolicy = setEnabled('disable', 'Switches a policy off and publishes.');
