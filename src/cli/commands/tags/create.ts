import { tags } from '#contracts/api/tags.ts';
import { type Command, needed } from '../../command.ts';

export const createTag: Command = {
  noun: 'tags',
  verb: 'create',
  about: 'Makes a tag, which apps and other tags can be put under.',
  args: [{ name: '<name>', about: 'What policies call it.' }],
  flags: [
    { flags: '--under <tag...>', about: 'Tags that it is under.' },
    { flags: '--description <text>', about: 'What is under it.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const tag = await client.call(tags.create, {
      body: {
        name: needed(given.args[0], 'the name'),
        description: given.text('description') ?? '',
        parents: [...(given.list('under') ?? [])],
      },
    });
    context.show(tag, () => `The tag ${tag.name} is made.`);
  },
};
