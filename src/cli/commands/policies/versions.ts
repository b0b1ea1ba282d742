import { policies } from '#contracts/api/policies.ts';
import { type Command, UsageError } from '../../command.ts';
import { harmless, table, when } from '../../table.ts';

export const listVersions: Command = {
  noun: 'policies',
  verb: 'versions',
  about: 'Lists what was published, newest first; with a number, prints all policies as they were then.',
  args: [{ name: '[version]', about: 'The number of a version.' }],
  async run(context, given) {
    const client = await context.api();
    const [number] = given.args;
    if (number !== undefined) {
      const version = await client.call(policies.revision, { params: { revision: versionOf(number) } });
      context.show(version, () =>
        version.book
          .map(({ name, title, mode, enabled, text }) =>
            [`// ${harmless(name)}: ${harmless(title)} (${enabled ? mode : 'off'})`, text.trimEnd()].join(
              '\n',
            ),
          )
          .join('\n\n'),
      );
      return;
    }
    const { items } = await client.call(policies.revisions, { query: { limit: 50 } });
    context.show({ items }, () =>
      table(items, [
        { heading: 'VERSION', of: ({ revision }) => revision },
        { heading: 'PUBLISHED (UTC)', of: ({ publishedAt }) => when(publishedAt) },
        { heading: 'BY', of: ({ author }) => author.name ?? author.kind },
        { heading: 'POLICIES', of: (revision) => revision.policies },
        { heading: 'CONFIRM BEFORE (UTC)', of: ({ confirmBefore }) => when(confirmBefore) },
        { heading: 'WHY', of: ({ message }) => message || '-' },
      ]),
    );
  },
};

/** Reads the number of a version. @throws UsageError */
export function versionOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`${text} is no version; \`policies versions\` shows their numbers`);
}
