import { policies } from '#contracts/api/policies.ts';
import { type Command, needed } from '../../command.ts';

export const removePolicy: Command = {
  noun: 'policies',
  verb: 'remove',
  about: 'Removes a policy and publishes.',
  args: [{ name: '<policy>', about: 'Its name or id.' }],
  async run(context, given) {
    const client = await context.api();
    const params = { policy: needed(given.args[0], 'the policy') };
    const { id, name, version } = await client.call(policies.get, { params });
    await client.call(policies.remove, { params: { policy: id }, version });
    context.show({ removed: id }, () => `${name} is removed.`);
  },
};
