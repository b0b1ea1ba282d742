import { tags } from '#contracts/api/tags.ts';
import { type Command, needed } from '../../command.ts';

export const removeTag: Command = {
  noun: 'tags',
  verb: 'remove',
  about: 'Removes a tag that nothing is under and no policy speaks of.',
  args: [{ name: '<name>', about: 'The tag.' }],
  async run(context, given) {
    const client = await context.api();
    const tag = needed(given.args[0], 'the tag');
    await client.call(tags.remove, { params: { tag } });
    context.show({ removed: tag }, () => `The tag ${tag} is removed.`);
  },
};
