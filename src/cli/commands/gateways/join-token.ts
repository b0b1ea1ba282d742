import { gateways } from '#contracts/api/gateways.ts';
import { type Command, needed } from '../../command.ts';
import { when } from '../../table.ts';

export const joinToken: Command = {
  noun: 'gateways',
  verb: 'join-token',
  about: 'Prints a token that lets a new gateway join.',
  args: [{ name: '<name>', about: 'What the gateway will be called.' }],
  flags: [
    { flags: '--uses <number>', about: 'How many gateways may use it; 1 unless said.' },
    { flags: '--minutes <number>', about: 'How long it works; 60 unless said.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const made = await client.call(gateways.joinToken, {
      body: {
        name: needed(given.args[0], 'the name'),
        uses: given.whole('uses') ?? 1,
        lifetimeMinutes: given.whole('minutes') ?? 60,
      },
    });
    context.show(made, () =>
      [
        `It is not shown again. It works until ${when(made.expiresAt)} UTC. On the new machine:`,
        `  SALLYPORT_CONTROL_JOIN_TOKEN=${made.token} sallyport gateway --control HOST:PORT`,
      ].join('\n'),
    );
  },
};
