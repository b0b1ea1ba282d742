import { administrativeActions } from '#contracts/access.ts';
import { tokens } from '#contracts/api/tokens.ts';
import { type Command, needed, UsageError } from '../../command.ts';
import { findPersonId } from '../../find.ts';
import { when } from '../../table.ts';

export const createToken: Command = {
  noun: 'tokens',
  verb: 'create',
  about: "Makes an API token that acts in a person's name; it is shown once.",
  args: [{ name: '<name>', about: 'What it is for.' }],
  flags: [
    {
      flags: '--owner <person>',
      about: 'Whose it is, by e-mail address or id; on the local socket it has to be said.',
    },
    { flags: '--scope <scope...>', about: `What it may do: ${administrativeActions.join(', ')}. Else read.` },
    { flags: '--days <number>', about: 'How long it lives; 30 unless said.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const owner = given.text('owner');
    const token = await client.call(tokens.create, {
      body: {
        name: needed(given.args[0], 'the name'),
        scopes: (given.list('scope') ?? ['read']).map(scopeOf),
        lifetimeDays: given.whole('days') ?? 30,
        ...(owner === undefined ? {} : { owner: await findPersonId(client, owner) }),
      },
    });
    context.show(token, () =>
      [`It is not shown again. It works until ${when(token.expiresAt)} UTC:`, `  ${token.token}`].join('\n'),
    );
  },
};

function scopeOf(text: string) {
  const scope = administrativeActions.find((known) => known === text);
  if (scope === undefined) throw new UsageError(`--scope is one of ${administrativeActions.join(', ')}`);
  return scope;
}
