import { tokens } from '#contracts/api/tokens.ts';
import { type Command, needed } from '../../command.ts';

export const revokeToken: Command = {
  noun: 'tokens',
  verb: 'revoke',
  about: 'Revokes an API token at once.',
  args: [{ name: '<token>', about: 'Its id, as `tokens list` shows it.' }],
  async run(context, given) {
    const client = await context.api();
    const token = needed(given.args[0], 'the token');
    await client.call(tokens.revoke, { params: { token } });
    context.show({ revoked: token }, () => 'Revoked.');
  },
};
