import { installation } from '#contracts/api/installation.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

export const status: Command = {
  verb: 'status',
  about: 'Says how the parts are; exit code 1 when one is failing.',
  async run(context) {
    const client = await context.api();
    const found = await client.call(installation.status);
    context.show(found, () =>
      [
        `Sallyport ${found.version}, ${found.consoleUrl}${found.claimed ? '' : ' (nobody owns it yet)'}`,
        ...found.checks.map(({ name, state, why }) => `${name}: ${state}${why === null ? '' : ` (${why})`}`),
      ].join('\n'),
    );
    return found.checks.some(({ state }) => state === 'failing') ? exitCodes.no : exitCodes.done;
  },
};
