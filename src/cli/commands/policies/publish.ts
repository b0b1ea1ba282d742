import { policies } from '#contracts/api/policies.ts';
import type { Command } from '../../command.ts';
import { publicationInWords } from './difference-in-words.ts';
import { draftFlags, givenDraft } from './draft.ts';
import { observeUntil, observeUntilFlag } from './observe-until.ts';
import { publishingFlags, publishingOf } from './publishing-flags.ts';

export const publishPolicies: Command = {
  noun: 'policies',
  verb: 'publish',
  about: 'Makes several changes of policies at once, as one version, or none of them.',
  flags: [...draftFlags, observeUntilFlag, ...publishingFlags],
  async run(context, given) {
    const until = observeUntil(given);
    const changes = (await givenDraft(context, given)).map((change) =>
      change.kind === 'remove' ? change : { ...change, ...until },
    );
    const client = await context.api();
    const publication = await client.call(policies.publish, { body: { changes, ...publishingOf(given) } });
    context.show(publication, () => publicationInWords(publication));
  },
};
