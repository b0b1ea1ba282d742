import { installation } from '#contracts/api/installation.ts';
import type { Command } from '../../command.ts';

export const showSettings: Command = {
  noun: 'settings',
  verb: 'show',
  about: 'Shows what holds for the whole installation.',
  async run(context) {
    const client = await context.api();
    const found = await client.call(installation.settings);
    context.show(found, () => `organisation: ${found.organisation}\nzone: ${found.zone}`);
  },
};
