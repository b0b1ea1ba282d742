import { installation } from '#contracts/api/installation.ts';
import { type Command, needed } from '../command.ts';

export const backup: Command = {
  verb: 'backup',
  about: 'Writes everything into one file, sealed under a passphrase.',
  args: [{ name: '<file>', about: 'A new file.' }],
  flags: [{ flags: '--passphrase-file <file>', about: 'Holds the passphrase; else it is asked for.' }],
  async run(context, given) {
    const file = needed(given.args[0], 'the file');
    const passphrase = await context.secret({
      question: 'Passphrase (at least 12 characters; without it the backup cannot be read):',
      file: given.text('passphrase-file'),
    });
    const client = await context.api();
    await context.write(file, await client.stream(installation.backup, { body: { passphrase } }));
    context.show({ file }, () => `Written to ${file}. Keep it and the passphrase apart.`);
  },
};
