import { people } from '#contracts/api/people.ts';
import { type Command, needed } from '../../command.ts';
import { findPersonId } from '../../find.ts';
import { table, when } from '../../table.ts';

export const listMethods: Command = {
  noun: 'people',
  verb: 'methods',
  about: 'Shows what a person signs in with.',
  args: [{ name: '<person>', about: 'Their e-mail address or id.' }],
  async run(context, given) {
    const client = await context.api();
    const person = await findPersonId(client, needed(given.args[0], 'the person'));
    const methods = await client.call(people.methods, { params: { person } });
    const { password, authenticators, recoveryCodesLeft, passkeys } = methods;
    const rows = [
      ...(password === null ? [] : [{ method: 'password', ...password, usedAt: null, note: '' }]),
      ...authenticators.map((one) => ({ method: 'authenticator app', ...one, note: '' })),
      ...passkeys.map(({ name, createdAt, usedAt, backedUp, copiedAt }) => ({
        method: `passkey ${name}`,
        createdAt,
        usedAt,
        note:
          copiedAt === null ? (backedUp ? 'backed up' : '') : `may be copied, since ${when(copiedAt)} UTC`,
      })),
    ];
    context.show(methods, () =>
      [
        table(rows, [
          { heading: 'METHOD', of: ({ method }) => method },
          { heading: 'MADE', of: ({ createdAt }) => when(createdAt) },
          { heading: 'LAST USED', of: ({ usedAt }) => (usedAt === null ? '-' : when(usedAt)) },
          { heading: 'NOTE', of: ({ note }) => note || '-' },
        ]),
        `Recovery codes left: ${recoveryCodesLeft}`,
      ].join('\n'),
    );
  },
};
