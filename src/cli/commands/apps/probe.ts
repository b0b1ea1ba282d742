import { apps } from '#contracts/api/apps.ts';
import { type Command, needed } from '../../command.ts';

export const probeApp: Command = {
  noun: 'apps',
  verb: 'probe',
  about: 'Tries an upstream from the server and says what happened; exit code 1 when it cannot be reached.',
  args: [{ name: '<url>', about: 'http://host:port or https://host:port.' }],
  async run(context, given) {
    const client = await context.api();
    const url = needed(given.args[0], 'the address');
    const probe = await client.call(apps.probe, { body: { url } });
    context.show(probe, () => probe.said);
    return probe.reachable ? 0 : 1;
  },
};
