import { apps } from '#contracts/api/apps.ts';
import { type Command, needed } from '../../command.ts';
import { exitCodes } from '../../exit-codes.ts';

export const probeApp: Command = {
  noun: 'apps',
  verb: 'probe',
  about: 'Tries an upstream from the server and says what happened; exit code 1 when it cannot be reached.',
  examples: ['apps probe http://127.0.0.1:3000', 'apps probe https://wiki.inside:8443 --name wiki'],
  flags: [
    {
      flags: '--name <name>',
      about: 'The name that the app is to have: tries it by the host that people will use.',
    },
    { flags: '--server-name <host>', about: 'The name that its certificate is for, where it differs.' },
    { flags: '--ca <file>', about: 'PEM of the authority that vouches for it.' },
  ],
  args: [{ name: '<url>', about: 'http://host:port or https://host:port.' }],
  async run(context, given) {
    const client = await context.api();
    const url = needed(given.args[0], 'the address');
    const [name, serverName, file] = ['name', 'server-name', 'ca'].map((flag) => given.text(flag));
    const ca = file === undefined ? undefined : await context.read(file);
    const body = {
      url,
      ...(name === undefined ? {} : { name }),
      ...(serverName === undefined ? {} : { serverName }),
      ...(ca === undefined ? {} : { ca }),
    };
    const probe = await client.call(apps.probe, { body });
    context.show(probe, () => probe.said);
    return probe.reachable ? exitCodes.done : exitCodes.no;
  },
};
