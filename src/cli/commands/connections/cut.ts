import { connections } from '#contracts/api/connections.ts';
import { type Command, needed } from '../../command.ts';

export const cutConnection: Command = {
  noun: 'connections',
  verb: 'cut',
  about: 'Cuts one connection; its session goes on and may connect again as far as policy allows.',
  args: [{ name: '<connection>', about: 'Its id, as `connections list` shows it.' }],
  async run(context, given) {
    const client = await context.api();
    const connection = needed(given.args[0], 'the connection');
    const cut = await client.call(connections.cut, { params: { connection } });
    context.show(cut, () =>
      [
        `Cut: ${cut.person.name} on ${cut.app.name}. They may connect again as far as policy allows.`,
        `\`sallyport sessions end ${cut.session}\` ends everything of their session.`,
      ].join('\n'),
    );
  },
};
