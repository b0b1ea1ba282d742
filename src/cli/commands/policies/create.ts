import { policies } from '#contracts/api/policies.ts';
import { type Command, needed } from '../../command.ts';
import { observeUntil, observeUntilFlag } from './observe-until.ts';
import { givenText, textFlags } from './policy-text.ts';

export const createPolicy: Command = {
  noun: 'policies',
  verb: 'create',
  about: 'Adds a policy and publishes. Apps and groups may be named by their names.',
  args: [{ name: '<name>', about: 'A short name, such as wiki-for-staff.' }],
  flags: [
    ...textFlags,
    { flags: '--title <text>', about: 'What people read; else the name.' },
    { flags: '--observe', about: 'Record what it would say, without a say.' },
    observeUntilFlag,
    { flags: '--message <text>', about: 'Why, for those who read the revisions.' },
  ],
  async run(context, given) {
    const text = needed(await givenText(context, given), '--file or --text');
    const title = given.text('title');
    const client = await context.api();
    const policy = await client.call(policies.create, {
      body: {
        name: needed(given.args[0], 'the name'),
        text,
        mode: given.has('observe') ? 'observe' : 'enforce',
        message: given.text('message') ?? '',
        ...observeUntil(given),
        ...(title === undefined ? {} : { title }),
      },
    });
    context.show(
      policy,
      () => `${policy.name} is published${policy.mode === 'observe' ? ', observing' : ''}.`,
    );
  },
};
