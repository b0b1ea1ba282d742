import { reports } from '#contracts/api/reports.ts';
import { type Command, needed } from '../../command.ts';

export const acknowledgeReport: Command = {
  noun: 'reports',
  verb: 'acknowledge',
  about: 'Says that a report was looked at; it needs attention no longer.',
  examples: ['reports acknowledge rpt_0123456789abcdefghij'],
  args: [{ name: '<report>', about: 'Its id.' }],
  async run(context, given) {
    const client = await context.api();
    const report = needed(given.args[0], 'the report');
    const seen = await client.call(reports.acknowledge, { params: { report } });
    context.show(
      seen,
      () => `Noted. ${seen.person.name} said it on ${new Date(seen.createdAt).toISOString()}.`,
    );
  },
};
