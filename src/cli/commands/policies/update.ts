import { policies } from '#contracts/api/policies.ts';
import { type Command, needed, UsageError } from '../../command.ts';
import { observeUntil, putOffFlag } from './observe-until.ts';
import { givenText, textFlags } from './policy-text.ts';

export const updatePolicy: Command = {
  noun: 'policies',
  verb: 'update',
  about: 'Changes a policy and publishes.',
  args: [{ name: '<policy>', about: 'Its name or id.' }],
  flags: [
    ...textFlags,
    { flags: '--title <text>', about: 'What people read.' },
    { flags: '--mode <mode>', about: 'enforce or observe.' },
    putOffFlag,
    { flags: '--message <text>', about: 'Why, for those who read the revisions.' },
  ],
  async run(context, given) {
    const text = await givenText(context, given);
    const title = given.text('title');
    const mode = modeOf(given.text('mode'));
    const client = await context.api();
    const { id, version } = await client.call(policies.get, {
      params: { policy: needed(given.args[0], 'the policy') },
    });
    const body = {
      message: given.text('message') ?? '',
      ...(text === undefined ? {} : { text }),
      ...(title === undefined ? {} : { title }),
      ...(mode === undefined ? {} : { mode }),
      ...observeUntil(given),
    };
    const policy = await client.call(policies.update, { params: { policy: id }, version, body });
    context.show(policy, () => `${policy.name} is published.`);
  },
};

function modeOf(text: string | undefined): 'enforce' | 'observe' | undefined {
  if (text === undefined || text === 'enforce' || text === 'observe') return text;
  throw new UsageError('--mode is enforce or observe');
}
