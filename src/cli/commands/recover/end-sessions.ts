import { installation } from '#contracts/api/installation.ts';
import type { Command } from '../../command.ts';

export const recoverSessions: Command = {
  noun: 'recover',
  verb: 'end-sessions',
  about: 'Ends every session of everybody, whatever policy says.',
  async run(context) {
    const client = await context.api();
    const { ended } = await client.call(installation.recoverSessions);
    context.show({ ended }, () => (ended === 1 ? '1 session ended.' : `${ended} sessions ended.`));
  },
};
