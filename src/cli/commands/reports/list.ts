import { reports, type ReportSubject } from '#contracts/api/reports.ts';
import type { Command } from '../../command.ts';
import { table } from '../../table.ts';

export const listReports: Command = {
  noun: 'reports',
  verb: 'list',
  about: 'Lists what people said was not them.',
  examples: ['reports list', 'reports list --all --json'],
  flags: [{ flags: '--all', about: 'Those too that were looked at.' }],
  async run(context, given) {
    const client = await context.api();
    const state = given.has('all') ? 'all' : 'open';
    const { items } = await client.call(reports.list, { query: { state, limit: 200 } });
    context.show({ items }, () =>
      table(items, [
        { heading: 'ID', of: ({ id }) => id },
        { heading: 'SAID', of: ({ createdAt }) => new Date(createdAt).toISOString().slice(0, 16) },
        { heading: 'PERSON', of: ({ person }) => person.name },
        { heading: 'WAS NOT ME', of: ({ about }) => words(about) },
        { heading: 'PASSWORD', of: ({ done }) => done.password },
        { heading: 'LOOKED AT BY', of: ({ acknowledgedBy }) => acknowledgedBy ?? '-' },
      ]),
    );
  },
};

function words(about: ReportSubject): string {
  if (about.kind === 'sign-in') return `sign-in from ${about.address} (${about.methods.join(', ')})`;
  return `${about.kind} ${about.name}`;
}
