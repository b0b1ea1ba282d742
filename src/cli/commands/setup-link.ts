import { installation } from '#contracts/api/installation.ts';
import type { Command } from '../command.ts';
import { when } from '../table.ts';

export const setupLink: Command = {
  verb: 'setup-link',
  about: 'Prints a new setup link, until somebody owns this installation; earlier ones stop working.',
  async run(context) {
    const client = await context.api();
    const link = await client.call(installation.setupLink);
    context.show(link, () => `It works once, until ${when(link.expiresAt)} UTC:\n  ${link.url}`);
  },
};
