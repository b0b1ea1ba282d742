import { connections } from '#contracts/api/connections.ts';
import { type Command, needed } from '../../command.ts';

export const cutConnection: Command = {
  noun: 'connections',
  verb: 'cut',
  about: 'Cuts a connection by ending the session it hangs on.',
  args: [{ name: '<connection>', about: 'Its id, as `connections list` shows it.' }],
  async run(context, given) {
    const client = await context.api();
    const connection = needed(given.args[0], 'the connection');
    const { session } = await client.call(connections.cut, { params: { connection } });
    context.show({ session }, () => `Cut. The session ${session} is over.`);
  },
};
