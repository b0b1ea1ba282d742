import { policies } from '#contracts/api/policies.ts';
import { type Command, needed } from '../../command.ts';
import { publicationInWords } from './difference-in-words.ts';
import { publishingFlags, publishingOf } from './publishing-flags.ts';
import { versionOf } from './versions.ts';

export const rollBackPolicies: Command = {
  noun: 'policies',
  verb: 'roll-back',
  about: 'Makes all policies again what they were in a version, and publishes that as a new one.',
  args: [{ name: '<version>', about: 'Its number, as `policies versions` shows it.' }],
  flags: publishingFlags,
  async run(context, given) {
    const client = await context.api();
    const publication = await client.call(policies.rollBack, {
      params: { revision: versionOf(needed(given.args[0], 'the version')) },
      body: publishingOf(given),
    });
    context.show(publication, () => publicationInWords(publication));
  },
};

export const confirmPolicies: Command = {
  noun: 'policies',
  verb: 'confirm',
  about: 'Lets a version stay that would go back by itself.',
  args: [{ name: '<version>', about: 'Its number, as `policies versions` shows it.' }],
  async run(context, given) {
    const client = await context.api();
    const revision = versionOf(needed(given.args[0], 'the version'));
    const confirmed = await client.call(policies.confirm, { params: { revision } });
    context.show(confirmed, () => `Version ${revision} stays.`);
  },
};
