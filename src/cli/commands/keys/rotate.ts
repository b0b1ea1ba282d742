import { keyPurposes, keys } from '#contracts/api/keys.ts';
import { type Command, UsageError } from '../../command.ts';
import { when } from '../../table.ts';

const afterNewAuthority = [
  'No gateway is believed any more, nor do browsers believe us that were told to trust the old authority. The gateways',
  'that `serve` runs join anew by themselves, in half a minute; those that run alone need a token each:',
  '`sallyport gateways join-token`.',
].join('\n');

export const rotateKey: Command = {
  noun: 'keys',
  verb: 'rotate',
  about: 'Publishes the next key of a purpose; it signs once everybody has had time to learn it.',
  args: [{ name: '<purpose>', about: `One of ${keyPurposes.join(', ')}.` }],
  flags: [{ flags: '--now', about: 'At once, for a key that may be in wrong hands.' }],
  async run(context, given) {
    const purpose = keyPurposes.find((known) => known === given.args[0]);
    if (purpose === undefined) throw new UsageError(`the purpose is one of ${keyPurposes.join(', ')}`);
    const client = await context.api();
    const key = await client.call(keys.rotate, {
      body: { purpose, when: given.has('now') ? 'now' : 'in-time' },
    });
    const replaced = purpose === 'ca' && given.has('now');
    context.show(key, () =>
      [
        `The key ${key.kid} (${key.state}) is for use from ${when(key.notBefore)} UTC.`,
        ...(replaced ? [afterNewAuthority] : []),
      ].join('\n'),
    );
  },
};
