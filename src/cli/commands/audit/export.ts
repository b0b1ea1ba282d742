import { audit } from '#contracts/api/audit.ts';
import { type Command, needed } from '../../command.ts';

export const exportAudit: Command = {
  noun: 'audit',
  verb: 'export',
  about: 'Writes every record and checkpoint, one JSON object a line.',
  args: [{ name: '<file>', about: 'A new file; - is standard output.' }],
  async run(context, given) {
    const client = await context.api();
    const file = needed(given.args[0], 'the file');
    await context.write(file, await client.stream(audit.export));
    if (file !== '-') context.show({ file }, () => `Written to ${file}.`);
  },
};
