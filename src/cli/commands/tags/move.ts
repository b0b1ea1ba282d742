import { tags } from '#contracts/api/tags.ts';
import { type Command, needed, UsageError } from '../../command.ts';

export const moveTag: Command = {
  noun: 'tags',
  verb: 'move',
  about: 'Puts a tag under others; what is open on apps below it is decided anew.',
  args: [{ name: '<name>', about: 'The tag.' }],
  flags: [{ flags: '--under <tag...>', about: 'Tags that it shall be under; left out: none.' }],
  async run(context, given) {
    const client = await context.api();
    const name = needed(given.args[0], 'the tag');
    const { items } = await client.call(tags.list);
    const found = items.find((tag) => tag.name === name);
    if (found === undefined) throw new UsageError(`No tag is called ${name}.`);
    const parents = [...(given.list('under') ?? [])];
    const tag = await client.call(tags.update, {
      params: { tag: name },
      version: found.version,
      body: { parents },
    });
    context.show(
      tag,
      () => `${tag.name} is ${parents.length === 0 ? 'under nothing' : `under ${parents.join(', ')}`}.`,
    );
  },
};
